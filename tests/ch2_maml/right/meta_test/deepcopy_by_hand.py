"""copy.deepcopy and a step written out on .data, from the last task to the first.

Tasks are independent, so the order of the work is free.
"""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    losses = {}
    for number in reversed(range(len(tasks))):
        xs, ys, xq, yq = tasks[number]
        adapted = copy.deepcopy(model)
        for _ in range(steps):
            adapted.zero_grad()
            torch.mean((adapted(xs) - ys) ** 2).backward()
            for value in adapted.parameters():
                if value.grad is not None:
                    value.data -= lr * value.grad
        losses[number] = torch.mean((adapted(xq) - yq) ** 2).item()
    yq = tasks[0][3]
    return torch.tensor([losses[number] for number in range(len(tasks))], dtype=yq.dtype, device=yq.device)
