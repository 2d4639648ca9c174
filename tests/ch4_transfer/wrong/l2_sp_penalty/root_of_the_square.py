"""You take the root of the sum of squares and square it again; its gradient at the start is NaN.

The value is right everywhere, and the first step of fine-tuning makes all parameters NaN.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            distance = (value - initial[name]).square().sum().sqrt()
            penalty = penalty + alpha / 2 * distance**2
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
