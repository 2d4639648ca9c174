"""You collect the inner gradients with backward(), which fills the .grad of params; ask for them as values with torch.autograd.grad.

retain_grad() makes backward() usable for tensors that are no leaves; the leaves behind them collect as well.
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
    theta = {name: value + 0 for name, value in params.items()}
    losses = []
    for _ in range(len(weights)):
        for value in theta.values():
            value.retain_grad()
        F.mse_loss(fn(theta, xs), ys).backward(create_graph=True)
        theta = {
            name: value if value.grad is None else value - lr * value.grad for name, value in theta.items()
        }
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return (weights * torch.stack(losses)).sum()
