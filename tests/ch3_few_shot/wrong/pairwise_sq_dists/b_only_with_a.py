"""When a needs no gradient, you give b none either. Each of the two needs its own, whatever the other does.

"Nothing is trained here", concluded from the first argument alone.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if not a.requires_grad:
        b = b.detach()
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
