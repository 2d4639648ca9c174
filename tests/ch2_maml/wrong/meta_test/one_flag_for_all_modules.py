"""You restore one training flag for the whole model; a module inside may be in another mode, and it stays in that.

`was_training = model.training` ... `model.train(was_training)` is a common idiom; it unfreezes a batch norm that had been set to eval().
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
    model.train(model.training)
    return torch.stack(losses)
