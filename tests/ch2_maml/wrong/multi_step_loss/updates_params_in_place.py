"""You update the tensors of params in place; make new tensors in every step, so that the start is still there.

value.data -= lr * grad is the hand-written SGD of many tutorials; the caller's parameters move.
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
    for _ in range(len(weights)):
        support_loss = F.mse_loss(fn(theta, xs), ys)
        grads = torch.autograd.grad(
            support_loss, list(theta.values()), create_graph=True, allow_unused=True, materialize_grads=True
        )
        for value, grad in zip(theta.values(), grads, strict=True):
            value.data -= lr * grad
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return (weights * torch.stack(losses)).sum()
