"""First over the names of `initial`, then over the rest of the model.

get_parameter finds a parameter by its name.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0
    for name, start in initial.items():
        penalty = penalty + alpha * (start - model.get_parameter(name)).square().sum()
    for name, value in model.named_parameters():
        if name not in initial:
            penalty = penalty + beta * value.square().sum()
    return penalty / 2
