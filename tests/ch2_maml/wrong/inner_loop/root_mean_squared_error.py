"""Your loss is the root of the mean squared error; leave the root out.

The RMSE that is reported is taken for the loss that is trained.
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
    adapted = dict(params)
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean().sqrt()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
