"""Computes in float64 and returns the dtype of the parameters.

More digits inside are no fault.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        wide = value.double()
        if name in initial:
            penalty = penalty + alpha / 2 * (wide - initial[name].double()).pow(2).sum()
        else:
            penalty = penalty + beta / 2 * wide.pow(2).sum()
    return penalty.to(next(model.parameters()).dtype)
