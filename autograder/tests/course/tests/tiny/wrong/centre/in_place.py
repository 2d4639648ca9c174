"""You centre x in place, so the caller's tensor changes: write `x - mean` instead of `x -= mean`.

`-=` on a tensor writes into its memory, other than on a number.
"""

from torch import Tensor


def centre(x: Tensor) -> Tensor:
    if len(x) < 2:
        raise ValueError("fewer than 2 rows")
    x -= x.mean(dim=0)
    return x
