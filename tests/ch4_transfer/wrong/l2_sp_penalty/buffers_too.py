"""You go through the state_dict, so that running statistics count as parameters.

state_dict holds buffers as well; with keep_vars the gradient is right.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.state_dict(keep_vars=True).items():
        if not value.is_floating_point():
            continue
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
