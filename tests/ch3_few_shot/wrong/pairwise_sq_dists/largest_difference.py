"""You take the largest difference of the features and square it; the squared differences of all features are added up.

The Chebyshev distance, cdist with p = infinity.
"""

from torch import Tensor


def pairwise_sq_dists(a: Tensor, b: Tensor) -> Tensor:
    return (a[:, None] - b[None]).abs().amax(dim=-1).pow(2)
