"""You give a parameter without an axis one of size 1; every entry keeps the shape of its parameter.

atleast_1d() so that all entries can be handled alike. Seen only where a parameter is 0-d.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    theta = dict(params)
    for _ in range(steps):
        loss = F.mse_loss(fn(theta, x), y)
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=create_graph)
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
    return {name: torch.atleast_1d(value) for name, value in theta.items()} if steps else theta
