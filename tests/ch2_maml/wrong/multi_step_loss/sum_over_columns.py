"""You sum the squared errors over the columns; both losses are means over all elements.

The squared norm of each row's error, averaged over the batch. The same as the mean for a single column.
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
    theta = dict(params)
    losses = []
    for _ in range(len(weights)):
        support_loss = ((fn(theta, xs) - ys) ** 2).sum(dim=-1).mean()
        grads = torch.autograd.grad(
            support_loss, list(theta.values()), create_graph=True, allow_unused=True, materialize_grads=True
        )
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        losses.append(((fn(theta, xq) - yq) ** 2).sum(dim=-1).mean())
    return (weights * torch.stack(losses)).sum()
