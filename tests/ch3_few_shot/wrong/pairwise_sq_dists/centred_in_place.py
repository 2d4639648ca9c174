"""You shift a and b in place: the distances are right, but the caller's tensors are changed. Write a = a - centre instead of a -= centre.

Subtracting a common centre first is a good remedy for cancellation; -= on an argument is the slip.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        centre = b.mean(dim=0)
        a -= centre
        b -= centre
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
