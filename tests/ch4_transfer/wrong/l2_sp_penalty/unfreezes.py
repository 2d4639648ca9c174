"""You set requires_grad of the parameters; the model shall stay as it is.

requires_grad_() in the loop.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        value.requires_grad_(True)
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
