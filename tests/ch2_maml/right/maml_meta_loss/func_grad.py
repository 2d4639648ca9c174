"""torch.func.grad of the loss as a function of the dict, and a running total.

torch.func.grad keeps the graph towards the outer autograd.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    def loss(theta, x, y):
        return F.mse_loss(fn(theta, x), y)

    total = 0.0
    for xs, ys, xq, yq in tasks:
        theta = params
        for _ in range(steps):
            grads = torch.func.grad(loss)(theta, xs, ys)
            theta = {name: theta[name] - lr * grads[name] for name in theta}
        total = total + loss(theta, xq, yq)
    return total / len(tasks)
