"""You adapt detached copies of params, so no gradient comes back to params; start the loop from the tensors of params themselves.

The way to fine-tune a copy of a model (deepcopy, torch.optim.SGD on the clone), taken over into MAML.
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
    adapted = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
