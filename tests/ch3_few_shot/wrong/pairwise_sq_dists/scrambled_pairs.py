"""Your table has the right shape but pairs the wrong rows: view or reshape does not transpose, it only cuts the same sequence of numbers into other rows.

Typical slip with repeat() where repeat_interleave() is meant, or with view() to mend a transposed table.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    dists = (a[None, :, :] - b[:, None, :]).pow(2).sum(dim=-1)
    return dists.reshape(a.shape[0], b.shape[0])
