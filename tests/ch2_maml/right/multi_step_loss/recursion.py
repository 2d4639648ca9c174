"""One step, its weighted loss, then the rest of the weights by recursion.

The sum of the remaining steps starts where this step has arrived.
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
    if len(weights) == 0:
        return weights.sum()
    xs, ys, xq, yq = task
    names, values = zip(*params.items(), strict=True)
    grads = torch.autograd.grad(
        torch.nn.MSELoss()(fn(params, xs), ys), values, create_graph=True, allow_unused=True, materialize_grads=True
    )
    stepped = {name: value.sub(grad, alpha=lr) for name, value, grad in zip(names, values, grads, strict=True)}
    here = weights[0] * (fn(stepped, xq) - yq).square().mean()
    return here + multi_step_loss(fn, stepped, task, lr, weights[1:])
