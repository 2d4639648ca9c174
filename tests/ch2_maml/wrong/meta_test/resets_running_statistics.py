"""You reset the statistics of batch norm before each task; take the buffers of the model as they were handed in.

A fresh start for each task. In training mode nothing is seen of it.
"""

import copy

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = copy.deepcopy(model)
        for module in adapted.modules():
            if hasattr(module, "reset_running_stats"):
                module.reset_running_stats()
        optimizer = torch.optim.SGD(adapted.parameters(), lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(adapted(xs), ys).backward()
            optimizer.step()
        with torch.no_grad():
            losses.append(F.mse_loss(adapted(xq), yq))
    return torch.stack(losses)
