"""torch.autograd.grad in a loop.

The plainest form, with F.mse_loss for the loss and a new dict in every step.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
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
    theta = params
    for _ in range(steps):
        names, values = zip(*theta.items(), strict=True)
        grads = torch.autograd.grad(F.mse_loss(fn(theta, x), y), values, create_graph=create_graph)
        theta = {name: value - lr * grad for name, value, grad in zip(names, values, grads, strict=True)}
    return theta
