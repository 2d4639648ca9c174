"""The model itself with torch.optim.SGD; state and .grad are put back in the end of each task.

Every trace of backward() is removed by giving each parameter the .grad object it had.
"""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    start = copy.deepcopy(model.state_dict())
    grads = [value.grad for value in model.parameters()]
    losses = []
    for xs, ys, xq, yq in tasks:
        try:
            optimizer = torch.optim.SGD([value for value in model.parameters() if value.requires_grad], lr)
            for _ in range(steps):
                model.zero_grad(set_to_none=True)
                nn.MSELoss()(model(xs), ys).backward()
                optimizer.step()
            losses.append(nn.MSELoss()(model(xq), yq).detach())
        finally:
            model.load_state_dict(start)
            for value, grad in zip(model.parameters(), grads, strict=True):
                value.grad = grad
    return torch.stack(losses)
