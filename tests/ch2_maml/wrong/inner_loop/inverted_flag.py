"""You keep the graph of the inner gradients when create_graph is False and drop it when it is True; look at which branch does what.

The flag is often called first_order in MAML code (learn2learn's MAML has it); translated without the `not`.
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
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=not create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
