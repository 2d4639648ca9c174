"""You put new tensors in the place of the model's parameters; an optimizer that holds the old ones would train nothing any more.

Each module's parameters are restored by assignment of new nn.Parameter objects, instead of copying the values back.
"""

import copy
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = copy.deepcopy(model)
        optimizer = torch.optim.SGD(adapted.parameters(), lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(adapted(xs), ys).backward()
            optimizer.step()
        with torch.no_grad():
            losses.append(F.mse_loss(adapted(xq), yq))
    for module in model.modules():
        for name, value in list(module.named_parameters(recurse=False)):
            setattr(module, name, nn.Parameter(value.detach().clone(), value.requires_grad))
    return torch.stack(losses)
