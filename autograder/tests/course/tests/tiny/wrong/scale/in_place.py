"""You multiply x in place, so the caller's tensor changes: `mul_` and `*=` write into x, `*` makes a new tensor.

The operators with an underscore look like harmless variants.
"""

from torch import Tensor


def scale(x: Tensor, factor: float) -> Tensor:
    return x.mul_(factor)
