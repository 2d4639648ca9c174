"""You seed the global random generator, though nothing here is random: everything drawn afterwards repeats itself.

Right values; the caller's random numbers change.
"""

import torch
from torch import Tensor


def pairwise_sq_dists(a: Tensor, b: Tensor) -> Tensor:
    torch.manual_seed(0)
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
