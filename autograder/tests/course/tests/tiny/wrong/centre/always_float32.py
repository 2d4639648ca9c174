"""You convert x to float32: the result should keep the dtype that x has.

A habit from code in which everything is float32 anyway.
"""

from torch import Tensor


def centre(x: Tensor) -> Tensor:
    if len(x) < 2:
        raise ValueError("fewer than 2 rows")
    return (x - x.mean(dim=0)).float()
