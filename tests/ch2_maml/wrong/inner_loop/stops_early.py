"""You leave the loop when the loss is small; the number of steps is given, and every one of them counts.

A stopping rule taken over from ordinary training.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    for _ in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        if loss < 1e-2:
            break
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
    return adapted
