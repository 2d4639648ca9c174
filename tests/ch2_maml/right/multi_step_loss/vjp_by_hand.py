"""The derivative of the mean squared error by hand, pulled back through fn by torch.func.vjp.

dL/dprediction = 2 (prediction - y) / number of elements; no scalar support loss is ever formed.
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
    theta = {name: value.clone() for name, value in params.items()}
    total = torch.zeros_like(weights[0])
    for s in range(weights.shape[0]):
        prediction, pull_back = torch.func.vjp(lambda values: fn(values, xs), theta)
        (grads,) = pull_back(2 * (prediction - ys) / prediction.numel())
        theta = {name: value - lr * grads[name] for name, value in theta.items()}
        total = total + weights[s] * torch.linalg.vector_norm(fn(theta, xq) - yq) ** 2 / yq.numel()
    return total
