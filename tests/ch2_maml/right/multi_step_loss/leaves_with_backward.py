"""A private leaf for each entry, and backward with create_graph, gradients asked for those leaves alone.

theta + 0 makes own tensors that are still connected to params; backward(inputs=...) touches no other .grad.
"""

from collections.abc import Callable

import torch.nn.functional as F
from torch import Tensor


def multi_step_loss(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    task: tuple[Tensor, Tensor, Tensor, Tensor],
    lr: float,
    weights: Tensor,
) -> Tensor:
    xs, ys, xq, yq = task
    theta = {name: value + 0 for name, value in params.items()}
    total = 0.0
    for weight in weights:
        for value in theta.values():
            value.retain_grad()
        F.mse_loss(fn(theta, xs), ys).backward(create_graph=True, inputs=list(theta.values()))
        theta = {
            name: value if value.grad is None else value - lr * value.grad for name, value in theta.items()
        }
        total = total + weight * F.mse_loss(fn(theta, xq), yq)
    return total
