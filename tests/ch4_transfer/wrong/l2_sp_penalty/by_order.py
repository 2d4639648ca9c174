"""You pair parameters and starts by their order; they belong together by name.

zip over two dicts whose orders differ.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    starts = iter(initial.values())
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - next(starts)).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty
