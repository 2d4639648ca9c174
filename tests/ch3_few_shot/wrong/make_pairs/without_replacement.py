"""You take each pair once at most, and return fewer than n_pairs where not enough exist. A pair may come again.

The head of a shuffled list of all pairs.
"""

import torch
from torch import Tensor


def make_pairs(labels: Tensor, n_pairs: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    i, j = torch.combinations(torch.arange(len(labels), device=labels.device)).T
    is_alike = labels[i] == labels[j]
    chosen = []
    for pairs in (is_alike.nonzero()[:, 0], (~is_alike).nonzero()[:, 0]):
        order = torch.randperm(len(pairs), generator=generator)[: n_pairs // 2]
        chosen.append(pairs[order.to(pairs.device)])
    rows = torch.cat(chosen)
    return i[rows], j[rows], is_alike[rows]
