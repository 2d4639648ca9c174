"""You turn targets of shape (n,) into a column, so that every prediction meets every target; keep their shape.

A habit from networks with one output, whose prediction is (n, 1).
"""

import copy

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = copy.deepcopy(model)
        optimizer = torch.optim.SGD(adapted.parameters(), lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(adapted(xs), ys).backward()
            optimizer.step()
        with torch.no_grad():
            losses.append(((adapted(xq) - (yq[:, None] if yq.ndim == 1 else yq)) ** 2).mean())
    return torch.stack(losses)
