"""torch.func.grad of the loss as a function of the dict.

torch.func.grad always keeps the graph towards the outer autograd, so without create_graph
they are detached.
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
    def loss(theta: dict[str, Tensor]) -> Tensor:
        return F.mse_loss(fn(theta, x), y)

    theta = dict(params)
    for _ in range(steps):
        grads = torch.func.grad(loss)(theta)
        if not create_graph:
            grads = {name: grad.detach() for name, grad in grads.items()}
        theta = {name: theta[name] - lr * grads[name] for name in theta}
    return theta
