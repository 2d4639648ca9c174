"""itertools.accumulate over the steps, then the losses of all thetas.

Functional style; the first of the accumulated dicts is params itself and is dropped.
"""

from collections.abc import Callable
from itertools import accumulate

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

    def step(theta: dict[str, Tensor], _: Tensor) -> dict[str, Tensor]:
        grads = torch.func.jacrev(lambda values: F.mse_loss(fn(values, xs), ys))(theta)
        return {name: theta[name] - lr * grads[name] for name in theta}

    thetas = list(accumulate(weights, step, initial=params))[1:]
    losses = torch.stack([F.mse_loss(fn(theta, xq), yq) for theta in thetas])
    return torch.einsum("s,s->", weights, losses)
