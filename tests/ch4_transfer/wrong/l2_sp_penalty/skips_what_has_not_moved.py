"""You skip parameters that still equal their start, so that before the first step no gradient can be taken.

Their term is 0, but without it the result is not connected to the parameters if all are named.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = next(model.parameters()).new_zeros(())
    for name, value in model.named_parameters():
        if name not in initial:
            penalty = penalty + beta / 2 * value.square().sum()
        elif not value.equal(initial[name]):
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
    return penalty
