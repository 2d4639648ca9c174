"""The loss as a Python sum over rows and columns, and clones of params at the start.

clone() keeps the graph; the order of a sum does not matter within the tolerance.
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
    theta = {name: value.clone() for name, value in params.items()}
    for _ in range(steps):
        prediction = fn(theta, x)
        loss = sum((p - t) ** 2 for p, t in zip(prediction.flatten(), y.flatten(), strict=True)) / y.numel()
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=True)
        for name, grad in zip(list(theta), grads, strict=True):
            theta[name] = theta[name] - lr * (grad if create_graph else grad.detach())
    return theta
