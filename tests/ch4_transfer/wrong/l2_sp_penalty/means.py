"""You take the mean over a parameter's elements instead of their sum.

Large layers then count as little as small ones.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().mean()
        else:
            penalty = penalty + beta / 2 * value.square().mean()
    return penalty
