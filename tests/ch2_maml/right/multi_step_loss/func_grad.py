"""torch.func.grad of the support loss as a function of the dict.

torch.func.grad returns zeros for what is not used and keeps the graph to the outer autograd.
"""

from collections.abc import Callable

import torch
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

    def loss(theta: dict[str, Tensor], x: Tensor, y: Tensor) -> Tensor:
        return F.mse_loss(fn(theta, x), y)

    theta, losses = dict(params), []
    for _ in weights:
        grads = torch.func.grad(loss)(theta, xs, ys)
        theta = {name: theta[name] - lr * grads[name] for name in theta}
        losses.append(loss(theta, xq, yq))
    return torch.dot(weights, torch.stack(losses))
