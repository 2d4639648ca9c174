"""You average the errors of a single row before you square them; square first, however many rows there are.

A special case for one example that was meant to be a shortcut.
"""

import torch


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    theta = dict(params)
    for _ in range(steps):
        error = fn(theta, x) - y
        loss = error.mean() ** 2 if len(y) == 1 else (error**2).mean()
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=create_graph)
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
    return theta
