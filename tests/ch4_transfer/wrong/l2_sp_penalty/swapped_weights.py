"""You weigh the distance from the start by beta and the rest by alpha; it is the other way round.

Alpha belongs to the start.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + beta / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + alpha / 2 * value.square().sum()
    return penalty
