"""You leave out the parameters without an axis; a single number, such as a factor, takes the step as well.

A filter on the number of axes, as for weight decay, which spares gains and offsets.
"""

import copy

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = copy.deepcopy(model)
        stepping = [value for value in adapted.parameters() if value.dim() > 0]
        optimizer = torch.optim.SGD(stepping, lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(adapted(xs), ys).backward()
            optimizer.step()
        losses.append(F.mse_loss(adapted(xq), yq).detach())
    return torch.stack(losses)
