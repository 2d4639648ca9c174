"""You pair a sample with the next one of its class, the last with the first. Any two samples of a class can come.

Positions in the list of a class, plus 1, modulo its length; seen with four samples, of which two then never meet.
"""

import torch
from torch import Tensor


def make_pairs(labels: Tensor, n_pairs: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    is_alike = labels[:, None] == labels
    paired = (is_alike.sum(dim=1) > 1).nonzero()[:, 0]
    half, i, j = n_pairs // 2, [], []
    for number in range(n_pairs):
        drawable = paired if number < half else torch.arange(len(labels), device=labels.device)
        first = drawable[torch.randint(len(drawable), (1,), generator=generator)[0]]
        mine, others = is_alike[first].nonzero()[:, 0], (~is_alike[first]).nonzero()[:, 0]
        place = int((mine == first).nonzero())
        i.append(first)
        j.append(mine[(place + 1) % len(mine)] if number < half
                 else others[torch.randint(len(others), (1,), generator=generator)[0]])
    return torch.stack(i), torch.stack(j), torch.arange(n_pairs, device=labels.device) < half
