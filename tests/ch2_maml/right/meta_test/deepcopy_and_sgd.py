"""copy.deepcopy and torch.optim.SGD, all copies made before the first step.

The result keeps its graph, which the contract leaves open.
"""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    copies = [copy.deepcopy(model) for _ in tasks]
    losses = []
    for adapted, (xs, ys, xq, yq) in zip(copies, tasks, strict=True):
        optimizer = torch.optim.SGD(adapted.parameters(), lr=lr)
        for _ in range(steps):
            loss = ((adapted(xs) - ys) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses.append(((adapted(xq) - yq) ** 2).mean())
    return torch.stack(losses)
