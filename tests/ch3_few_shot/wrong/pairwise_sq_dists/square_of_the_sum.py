"""You add up the differences and square the sum; each difference is squared first.

(sum of d)^2 instead of sum of d^2; positive and negative differences cancel.
"""

from torch import Tensor


def pairwise_sq_dists(a: Tensor, b: Tensor) -> Tensor:
    return (a[:, None] - b[None]).sum(dim=-1).pow(2)
