"""The 2N - 1 candidates as a matrix without the diagonal."""

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z)
    s = torch.einsum("id,jd->ij", z, z) / tau
    candidates = s.flatten()[1:].view(n - 1, n + 1)[:, :-1].reshape(n, n - 1)
    positive = torch.cat([s.diagonal(n // 2), s.diagonal(-(n // 2))])
    return torch.mean(torch.logsumexp(candidates, dim=1) - positive)
