"""With alpha = beta = 0 you return a constant. The penalty is differentiable then as well, with a gradient of 0.

A shortcut for a penalty that is switched off: backward() fails where it worked with every other weight.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    if alpha == 0 and beta == 0:
        return next(model.parameters()).new_zeros(())
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
