"""You turn targets of shape (n,) into a column, so that every prediction meets every target; keep their shape.

A habit from networks with one output, whose prediction is (n, 1).
"""

import torch


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    theta = dict(params)
    for _ in range(steps):
        loss = ((fn(theta, x) - (y[:, None] if y.ndim == 1 else y)) ** 2).mean()
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=create_graph)
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
    return theta
