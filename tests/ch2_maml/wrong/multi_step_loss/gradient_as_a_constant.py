"""You put the meta-gradient in as a constant; the first derivative is right, a second one is zero. Let autograd keep the graph of the gradients.

A surrogate with the right value and slope: detached loss plus gradient times (params - detached params), as one builds it when
the meta-gradient was computed elsewhere.
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
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(theta, xq), yq))
    total = (weights * torch.stack(losses)).sum()
    values = list(params.values())
    slopes = torch.autograd.grad(total, values, allow_unused=True, materialize_grads=True)
    moves = [(slope * (value - value.detach())).sum() for slope, value in zip(slopes, values, strict=True)]
    return total.detach() + sum(moves)
