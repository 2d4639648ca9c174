"""You look names up by their last part; bias is a name in many layers.

name.split('.')[-1].
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    known = {name.split(".")[-1] for name in initial}
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        elif name.split(".")[-1] not in known:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
