"""The gradient as the Jacobian of a scalar, by torch.func.jacrev.

A Jacobian with one row is the gradient; the graph to the outer autograd is kept.
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

    theta = params.copy()
    for _ in range(steps):
        for name, grad in torch.func.jacrev(loss)(theta).items():
            theta[name] = theta[name] - lr * (grad if create_graph else grad.detach())
    return theta
