"""You add the factor instead of multiplying by it: scaling turns an entry x into factor * x.

A slip of the operator.
"""

from torch import Tensor


def scale(x: Tensor, factor: float) -> Tensor:
    return x + factor
