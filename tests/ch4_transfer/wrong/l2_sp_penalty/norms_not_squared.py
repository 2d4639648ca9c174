"""You add norms instead of squared norms.

norm() without square.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).norm()
        else:
            penalty = penalty + beta / 2 * value.norm()
    return penalty
