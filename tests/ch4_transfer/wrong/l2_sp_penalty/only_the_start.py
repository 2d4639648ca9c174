"""You leave out the parameters that are not in `initial`; beta pulls those to zero.

The second sum is missing.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + 0 * value.sum()
    return penalty
