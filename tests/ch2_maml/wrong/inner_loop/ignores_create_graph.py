"""You always keep the graph of the inner gradients; with create_graph=False they have to count as constants, so that the derivative is the identity.

A typical slip: the literal True in the call, written before the flag was thought of.
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
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
