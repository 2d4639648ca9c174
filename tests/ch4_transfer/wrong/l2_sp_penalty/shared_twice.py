"""You count a parameter that is used in two places twice.

A loop over modules meets it in each.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters(remove_duplicate=False):
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
