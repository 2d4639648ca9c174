"""You compare the means of the two samples only (a linear kernel). The kernel is the exponential one.

MMD with a linear kernel, which sees no difference in shape.
"""

from torch import Tensor


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return (x.mean(0) - y.mean(0)).square().sum()
