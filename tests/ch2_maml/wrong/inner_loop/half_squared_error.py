"""Your loss has a factor 1/2; the mean squared error has none.

The textbook's (prediction - y) ** 2 / 2, chosen there so that the 2 cancels.
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
        loss = 0.5 * ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
