"""You set the diagonal to 0, as if a and b were the same batch. Row i of a and row i of b are different vectors here.

From distances within one batch, where metric-learning code zeroes the diagonal to remove rounding.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    dists = (a[:, None] - b[None]).pow(2).sum(dim=-1)
    return dists * (1 - torch.eye(*dists.shape, dtype=a.dtype, device=a.device))
