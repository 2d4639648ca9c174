"""You switch requires_grad on for the a and b you were given. Whether they need a gradient is the caller's choice: leave the flag as it was.

A belief that the result is differentiable only if the function itself asks for it; the values do not show it.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a.requires_grad_(True)
    b.requires_grad_(True)
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
