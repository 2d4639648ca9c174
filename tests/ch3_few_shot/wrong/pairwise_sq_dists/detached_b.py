"""No gradient reaches b: it is detached, or a hand-written backward returns None for it. In a Prototypical Network b holds the class means, and the encoder learns through them too.

Plausible where the second argument is taken for a constant target.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a[:, None] - b.detach()[None]).pow(2).sum(dim=-1)
