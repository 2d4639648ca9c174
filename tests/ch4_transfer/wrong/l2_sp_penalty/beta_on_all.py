"""You add the second term for all parameters; it is for those without a start.

Both pulls act on the backbone.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum() + beta / 2 * value.square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
