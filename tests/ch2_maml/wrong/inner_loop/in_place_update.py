"""You change the tensors of params in place; make new tensors, so that the starting point stays and autograd can follow each step.

The update of an optimiser: `with torch.no_grad(): p -= lr * g`.
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
    for _ in range(steps):
        loss = ((fn(params, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(params.values()))
        with torch.no_grad():
            for value, grad in zip(params.values(), grads, strict=True):
                value -= lr * grad
    return dict(params)
