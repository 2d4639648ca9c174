"""No gradient reaches the tensors that params were computed from: between params and the result something is detached. autograd.grad also accepts tensors that are no leaves.

'Only leaf tensors have .grad' is read as: everything must be made a leaf first.
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
    adapted = {
        name: value if value.is_leaf else value.detach().requires_grad_() for name, value in params.items()
    }
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
