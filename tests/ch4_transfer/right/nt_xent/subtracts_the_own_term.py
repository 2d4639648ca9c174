"""Exponentials and sums: exp(1/tau), the term of the anchor itself, is subtracted from the denominator."""

import math

import torch
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = torch.cat([z1, z2])
    z = z / z.norm(dim=1, keepdim=True)
    exponentials = torch.exp(z @ z.T / tau)
    positive = torch.exp((z[: len(z1)] * z[len(z1) :]).sum(1) / tau).repeat(2)
    return -torch.log(positive / (exponentials.sum(1) - math.exp(1 / tau))).mean()
