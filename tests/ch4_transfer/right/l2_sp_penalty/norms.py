"""Squared vector norms.

torch.linalg.vector_norm, squared; its gradient is finite at zero.
"""

import torch
from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    terms = []
    for name, value in model.named_parameters():
        weight = alpha if name in initial else beta
        start = initial.get(name, torch.zeros_like(value))
        terms.append(weight * torch.linalg.vector_norm(value - start) ** 2)
    return torch.stack(terms).sum() / 2
