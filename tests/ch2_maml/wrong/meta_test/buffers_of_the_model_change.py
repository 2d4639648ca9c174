"""You copy the parameters but let the forward passes write to the buffers of the model; copy or restore the buffers as well.

functional_call with the parameters alone uses the module's own buffers; saving and restoring model.parameters() misses them too.
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
        for _ in range(steps):
            loss = F.mse_loss(functional_call(model, params, (xs,)), ys)
            learned = {name: value for name, value in params.items() if value.requires_grad}
            grads = torch.autograd.grad(loss, list(learned.values()))
            for (name, value), grad in zip(learned.items(), grads, strict=True):
                params[name] = (value - lr * grad).detach().requires_grad_()
        losses.append(F.mse_loss(functional_call(model, params, (xq,)), yq).detach())
    return torch.stack(losses)
