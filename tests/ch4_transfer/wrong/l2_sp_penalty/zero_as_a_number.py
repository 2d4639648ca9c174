"""You return the number 0.0 if both weights are 0; a 0-d tensor is asked for, then as well.

A sum that starts at 0.0 and to which no term is added.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0.0
    for name, value in model.named_parameters():
        if name in initial and alpha:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        elif name not in initial and beta:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
