"""You return zeros for a single row: raise ValueError when x has fewer than 2 rows.

The formula also works for one row, so the clause is easily forgotten.
"""

from torch import Tensor


def centre(x: Tensor) -> Tensor:
    return x - x.mean(dim=0)
