"""torch.func.grad over a deep copy, called as a function of its learned parameters.

The buffers are handed over as an argument and come back as auxiliary output: a function transform
may not write to what it captures.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    def loss(
        params: dict[str, Tensor], fixed: dict[str, Tensor], x: Tensor, y: Tensor
    ) -> tuple[Tensor, dict[str, Tensor]]:
        buffers = {name: value.clone() for name, value in fixed.items()}
        return F.mse_loss(functional_call(model, (params, buffers), (x,)), y), buffers

    learned = {name: value.detach() for name, value in model.named_parameters() if value.requires_grad}
    frozen = {name: value.detach() for name, value in model.named_parameters() if not value.requires_grad}
    losses = []
    for xs, ys, xq, yq in tasks:
        theta, fixed = learned, {**frozen, **dict(model.named_buffers())}
        for _ in range(steps):
            grads, fixed = torch.func.grad(loss, has_aux=True)(theta, fixed, xs, ys)
            theta = {name: value - lr * grads[name] for name, value in theta.items()}
        losses.append(loss(theta, fixed, xq, yq)[0])
    return torch.stack(losses)
