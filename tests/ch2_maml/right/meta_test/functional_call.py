"""functional_call with dicts of cloned parameters and buffers.

In-place changes of buffers reach the clones only.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    losses = []
    for xs, ys, xq, yq in tasks:
        params = {
            name: value.detach().clone().requires_grad_(value.requires_grad)
            for name, value in model.named_parameters()
        }
        buffers = {name: value.clone() for name, value in model.named_buffers()}
        for _ in range(steps):
            loss = F.mse_loss(functional_call(model, (params, buffers), (xs,)), ys)
            learned = {name: value for name, value in params.items() if value.requires_grad}
            grads = torch.autograd.grad(loss, list(learned.values()))
            for (name, value), grad in zip(learned.items(), grads, strict=True):
                params[name] = (value - lr * grad).detach().requires_grad_()
        losses.append(F.mse_loss(functional_call(model, (params, buffers), (xq,)), yq).detach())
    return torch.stack(losses)
