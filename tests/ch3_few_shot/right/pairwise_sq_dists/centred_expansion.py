"""The expanded formula around a common centre, on copies: less cancellation, and a clamp for what is left."""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    centre = b.mean(dim=0, keepdim=True).detach()
    a, b = a - centre, b - centre
    squares = (a * a).sum(1)[:, None] + (b * b).sum(1)
    return torch.clamp(torch.addmm(squares, a, b.T, alpha=-2), min=0)
