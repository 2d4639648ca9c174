"""You take no rate above 1; the rate is any number above 0 and is used as it is.

A guard against steps that are too large. Seen only where lr is above 1.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        theta = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(theta, xs), ys)
            grads = torch.autograd.grad(loss, list(theta.values()), create_graph=True)
            theta = {name: value - min(lr, 1.0) * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return torch.stack(losses).mean()
