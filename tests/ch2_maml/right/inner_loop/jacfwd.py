"""The gradient in forward mode, by torch.func.jacfwd.

Every entry's derivative by its own tangent; reverse mode through it works as through any computation.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def inner_loop(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    x: Tensor,
    y: Tensor,
    lr: float,
    steps: int,
    create_graph: bool = True,
) -> dict[str, Tensor]:
    def loss(theta: dict[str, Tensor]) -> Tensor:
        return torch.mean((fn(theta, x) - y) ** 2)

    theta = dict(params)
    for _ in range(steps):
        grads = torch.func.jacfwd(loss)(theta)
        theta = {
            name: theta[name] - lr * (grads[name] if create_graph else grads[name].detach()) for name in theta
        }
    return theta
