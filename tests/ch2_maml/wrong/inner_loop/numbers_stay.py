"""You leave out parameters without an axis; all parameters take the step, 0-d ones too.

A filter for matrices and vectors. Seen only where a parameter is 0-d.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    theta = dict(params)
    for _ in range(steps):
        loss = F.mse_loss(fn(theta, x), y)
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=create_graph)
        theta = {name: value - lr * grad if value.ndim else value for (name, value), grad in zip(theta.items(), grads, strict=True)}
    return theta
