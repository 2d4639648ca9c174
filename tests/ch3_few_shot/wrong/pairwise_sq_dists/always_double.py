"""You compute in float64 against rounding and forget to go back: float32 rows must give float32 distances.

A known cure for cancellation in the expanded formula.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a.double()[:, None] - b.double()[None]).pow(2).sum(dim=-1)
