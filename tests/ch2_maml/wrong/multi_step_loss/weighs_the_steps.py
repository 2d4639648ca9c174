"""You multiply the support loss by the weight as well, which changes the length of the steps; weights belong to the query losses alone.

The weight is taken for a weight of the step, not of the loss after it.
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
    theta = dict(params)
    losses = []
    for weight in weights:
        support_loss = weight * F.mse_loss(fn(theta, xs), ys)
        grads = torch.autograd.grad(
            support_loss, list(theta.values()), create_graph=True, allow_unused=True, materialize_grads=True
        )
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return (weights * torch.stack(losses)).sum()
