"""You keep the graph of the last inner gradient only; the gradient goes through the inner gradients of all steps.

Derivative-order annealing of MAML++ (Antoniou et al., 2019, section 4) switches between first and second order over
the epochs; here it has become a switch over the steps.
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
    for step in range(len(weights)):
        support_loss = F.mse_loss(fn(theta, xs), ys)
        grads = torch.autograd.grad(
            support_loss, list(theta.values()), create_graph=step == len(weights) - 1, allow_unused=True, materialize_grads=True
        )
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return (weights * torch.stack(losses)).sum()
