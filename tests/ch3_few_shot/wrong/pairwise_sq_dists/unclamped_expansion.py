"""|a|^2 + |b|^2 - 2ab subtracts almost equal numbers and can come out below 0 by rounding: nothing in your code rules that out.

A common way to write the formula; implementations that take a root afterwards clamp first because of
this.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    squares = a.pow(2).sum(dim=1)[:, None] + b.pow(2).sum(dim=1)[None]
    return squares - 2 * a @ b.T
