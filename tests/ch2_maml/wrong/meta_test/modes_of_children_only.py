"""You restore the modes of the model's direct children; train(mode) sets all modules below them, so one deeper down loses its own.

children() looks one level down, modules() all the way.
"""

import copy

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    losses = []
    mode, modes = model.training, [(child, child.training) for child in model.children()]
    for xs, ys, xq, yq in tasks:
        adapted = copy.deepcopy(model)
        optimizer = torch.optim.SGD(adapted.parameters(), lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(adapted(xs), ys).backward()
            optimizer.step()
        losses.append(F.mse_loss(adapted(xq), yq).detach())
    model.train(mode)
    for child, is_training in modes:
        child.train(is_training)
    return torch.stack(losses)
