"""You take every gradient at the initial params; from the second step on it belongs at the adapted parameters.

`fn(params, x)` in the loop where `fn(adapted, x)` was meant: right for one step, a long single step for more.
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
        loss = ((fn(params, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(params.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
