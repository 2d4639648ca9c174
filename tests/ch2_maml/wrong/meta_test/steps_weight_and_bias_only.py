"""You let only the parameters called weight and bias take the step; all parameters do, whatever their names.

The layers of torch have no other names, a module of one's own may.
"""

import copy

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = copy.deepcopy(model)
        stepping = [value for name, value in adapted.named_parameters() if name.endswith(("weight", "bias"))]
        optimizer = torch.optim.SGD(stepping, lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(adapted(xs), ys).backward()
            optimizer.step()
        losses.append(F.mse_loss(adapted(xq), yq).detach())
    return torch.stack(losses)
