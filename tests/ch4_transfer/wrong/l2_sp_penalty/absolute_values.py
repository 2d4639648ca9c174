"""You add absolute values instead of squares.

That is an L1 penalty.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).abs().sum()
        else:
            penalty = penalty + beta / 2 * value.abs().sum()
    return penalty
