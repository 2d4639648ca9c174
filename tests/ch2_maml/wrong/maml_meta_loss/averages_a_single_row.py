"""You average the errors of a single row before you square them; square first, however many rows there are.

A special case for one example that was meant to be a shortcut.
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
            theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        error = fn(theta, xq) - yq
        losses.append(error.mean() ** 2 if len(yq) == 1 else (error**2).mean())
    return torch.stack(losses).mean()
