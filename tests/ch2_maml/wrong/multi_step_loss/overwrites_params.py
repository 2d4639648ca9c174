"""You write the adapted values into the dict params; the caller's dict stays as it was, so make a new one.

theta = params without a copy, then an assignment to its keys in every step.
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
    theta = params
    losses = []
    for _ in range(len(weights)):
        support_loss = F.mse_loss(fn(theta, xs), ys)
        grads = torch.autograd.grad(
            support_loss, list(theta.values()), create_graph=True, allow_unused=True, materialize_grads=True
        )
        for name, grad in zip(list(theta), grads, strict=True):
            theta[name] = theta[name] - lr * grad
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return (weights * torch.stack(losses)).sum()
