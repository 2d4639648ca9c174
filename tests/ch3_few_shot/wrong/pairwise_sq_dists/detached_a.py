"""No gradient reaches a: it is detached, or a hand-written backward returns None for it. Then nothing pulls the queries towards their class.

Plausible after copying a without its graph to be safe from in-place changes.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a = a.clone().detach()
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
