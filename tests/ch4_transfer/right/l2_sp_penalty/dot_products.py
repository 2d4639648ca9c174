"""Dot products of flattened differences.

torch.dot and einsum.
"""

import torch
from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = next(model.parameters()).new_zeros(())
    for name, value in model.named_parameters():
        if name in initial:
            difference = (value - initial[name]).flatten()
            penalty = penalty + 0.5 * alpha * torch.dot(difference, difference)
        else:
            penalty = penalty + 0.5 * beta * torch.einsum("i,i->", value.flatten(), value.flatten())
    return penalty
