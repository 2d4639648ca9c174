"""You give the query loss of the last step the weights of all steps; each step has a query loss of its own.

Looks right while the weights sum to 1, and is plain MAML then.
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
    for _ in range(len(weights)):
        support_loss = F.mse_loss(fn(theta, xs), ys)
        grads = torch.autograd.grad(
            support_loss, list(theta.values()), create_graph=True, allow_unused=True, materialize_grads=True
        )
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
    return weights.sum() * F.mse_loss(fn(theta, xq), yq)
