"""torch.autograd.grad in a loop, a running total.

The plainest form; None stands for the gradient of an unused entry.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def multi_step_loss(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    task: tuple[Tensor, Tensor, Tensor, Tensor],
    lr: float,
    weights: Tensor,
) -> Tensor:
    xs, ys, xq, yq = task
    theta, total = params, 0
    for weight in weights:
        loss = ((fn(theta, xs) - ys) ** 2).mean()
        grads = torch.autograd.grad(loss, tuple(theta.values()), create_graph=True, allow_unused=True)
        theta = {
            name: value if grad is None else value - lr * grad
            for (name, value), grad in zip(theta.items(), grads, strict=True)
        }
        total = total + weight * ((fn(theta, xq) - yq) ** 2).mean()
    return total
