"""You subtract in place, so that the tensors of `initial` change.

start.sub_(value) saves memory, once.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            initial[name].sub_(value.detach())
            difference = value - value.detach() - initial[name]
            penalty = penalty + alpha / 2 * difference.square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
