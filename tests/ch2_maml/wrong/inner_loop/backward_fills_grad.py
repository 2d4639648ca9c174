"""You call backward(), which adds to the .grad of params; ask torch.autograd.grad for the gradients as values.

The training loop's backward(), left beside the autograd.grad that replaced it: values and meta-gradient
are right, and every leaf carries a gradient that the outer optimiser will add to its own.
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
        loss.backward(retain_graph=True)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
