"""You subtract the step from .data (or a detached value), which cuts the identity path; subtract it from the adapted tensor itself.

`p.data - lr * g` is the hand-written SGD of many tutorials; the path through the inner gradient survives,
so there is a gradient, of the wrong size.
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
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: (value.data - lr * grad).requires_grad_()
            for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
