"""The mean as the minimiser of squared distances: the normal equations of z on the one-hot labels."""

import torch
import torch.nn.functional as F
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    members = F.one_hot(y, n_way).to(z.dtype)
    return torch.linalg.solve(members.T @ members, members.T @ z)
