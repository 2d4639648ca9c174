"""You take the entries out of `initial`; the next call finds nothing there.

initial.pop(name).
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial.pop(name)).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
