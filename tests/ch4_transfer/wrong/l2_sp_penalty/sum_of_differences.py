"""You square the sum of the differences instead of summing their squares.

(w - w0).sum()**2: differences of opposite sign cancel.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).sum() ** 2
        else:
            penalty = penalty + beta / 2 * value.sum() ** 2
    return penalty
