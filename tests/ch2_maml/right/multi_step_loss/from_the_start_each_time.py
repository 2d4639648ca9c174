"""For every s the whole inner loop of s + 1 steps from params.

Quadratic in the number of steps, and the definition taken at its word. Losses of weight zero are left out.
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

    def adapted(steps: int) -> dict[str, Tensor]:
        theta = dict(params)
        for _ in range(steps):
            error = fn(theta, xs) - ys
            grads = torch.autograd.grad(
                (error * error).mean(), list(theta.values()), create_graph=True, allow_unused=True
            )
            for name, grad in zip(list(theta), grads, strict=True):
                if grad is not None:
                    theta[name] = theta[name] - lr * grad
        return theta

    return sum(
        weight * F.mse_loss(fn(adapted(s + 1), xq), yq) for s, weight in enumerate(weights.tolist()) if weight
    )
