"""You stack the terms of each kind; if there is none of a kind, there is nothing to stack.

torch.stack([]) raises an error.
"""

import torch
from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    near = [(value - initial[name]).square().sum() for name, value in model.named_parameters() if name in initial]
    rest = [value.square().sum() for name, value in model.named_parameters() if name not in initial]
    return alpha / 2 * torch.stack(near).sum() + beta / 2 * torch.stack(rest).sum()
