"""You detach the parameters; the penalty is a number that holds nothing back.

Right value, no gradient.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value.detach() - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.detach().square().sum()
    return penalty
