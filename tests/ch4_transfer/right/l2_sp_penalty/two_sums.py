"""Two generator expressions, one for each kind.

sum() begins with 0, which any dtype takes.
"""

from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    named = dict(model.named_parameters())
    near = sum(((value - initial[name]) ** 2).sum() for name, value in named.items() if name in initial)
    rest = sum((value**2).sum() for name, value in named.items() if name not in initial)
    return alpha / 2 * near + beta / 2 * rest
