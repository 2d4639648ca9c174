"""You flatten with view(-1), which torch refuses for the transpose of a tensor; use reshape(-1) or flatten().

view() works for every tensor that lies in memory row by row, as most do.
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
            losses.append(F.mse_loss(adapted(xq).reshape(-1), yq.view(-1)))
    return torch.stack(losses)
