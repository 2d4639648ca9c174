"""The inner gradient in forward mode, by torch.func.jacfwd.

Every entry's derivative by its own tangent; reverse mode through it works as through any computation.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def multi_step_loss(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    task: tuple[Tensor, Tensor, Tensor, Tensor],
    lr: float,
    weights: Tensor,
) -> Tensor:
    xs, ys, xq, yq = task
    theta, terms = dict(params), []
    for weight in weights.unbind():
        grads = torch.func.jacfwd(lambda values: torch.mean((fn(values, xs) - ys) ** 2))(theta)
        theta = {name: theta[name] - lr * grads[name] for name in theta}
        terms.append(weight * torch.mean((fn(theta, xq) - yq) ** 2))
    return torch.stack(terms).sum()
