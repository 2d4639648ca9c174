"""You cut the decimals of an alpha or a beta above 1.

int() for a weight that may be given as an int; it is seen with 1.6, and not with 2 or 0.3.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    alpha, beta = (int(weight) if weight > 1 else weight for weight in (alpha, beta))
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
