"""You return a constant when all weights are zero; the result still is a function of params, with gradient zero.

Losses of weight zero are left out of the sum, and an empty sum has no graph.
"""

import torch
import torch.nn.functional as F


def multi_step_loss(fn, params, task, lr, weights):
    xs, ys, xq, yq = task
    theta = dict(params)
    total = weights.new_zeros(())
    for weight in weights:
        grads = torch.autograd.grad(F.mse_loss(fn(theta, xs), ys), list(theta.values()), create_graph=True)
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        if weight > 0:
            total = total + weight * F.mse_loss(fn(theta, xq), yq)
    return total
