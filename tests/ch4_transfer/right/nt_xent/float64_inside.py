"""Computes in float64 and returns the dtype of the views."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = torch.cat([z1, z2]).double()
    z = z * (z * z).sum(1, keepdim=True).rsqrt()
    n = len(z1)
    s = (z @ z.T / tau).clone().fill_diagonal_(-math.inf)
    target = torch.cat([torch.arange(n, 2 * n), torch.arange(n)]).to(z.device)
    return F.nll_loss(F.log_softmax(s, dim=1), target).to(z1.dtype)
