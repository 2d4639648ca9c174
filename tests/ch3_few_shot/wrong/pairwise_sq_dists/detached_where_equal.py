"""When b has the same values as a, no gradient reaches b. They are two arguments, and each has its own gradient.

From distances within one batch, where the second argument is taken for a constant copy of the first.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if torch.equal(a, b):
        b = b.detach()
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
