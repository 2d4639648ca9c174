"""torch.autograd.grad in two loops, the losses stacked.

The plainest form.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for support_x, support_y, query_x, query_y in tasks:
        theta = params
        for _ in range(steps):
            names, values = zip(*theta.items(), strict=True)
            grads = torch.autograd.grad(F.mse_loss(fn(theta, support_x), support_y), values, create_graph=True)
            theta = {name: value - lr * grad for name, value, grad in zip(names, values, grads, strict=True)}
        losses.append(F.mse_loss(fn(theta, query_x), query_y))
    return torch.stack(losses).mean()
