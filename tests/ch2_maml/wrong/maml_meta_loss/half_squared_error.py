"""Your losses have a factor 1/2; the mean squared error has none.

The textbook's (prediction - y) ** 2 / 2, chosen there so that the 2 cancels.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = 0.5 * F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(0.5 * F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
