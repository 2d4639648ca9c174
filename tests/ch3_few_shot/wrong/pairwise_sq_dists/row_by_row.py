"""You compare row i of a with row i of b only. Every row of a has to meet every row of b: give each input an axis of its own, so that they broadcast to (B, N, D).

F.pairwise_distance has this meaning despite its name; it raises as soon as the batches differ in size.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a - b).pow(2).sum(dim=-1)
