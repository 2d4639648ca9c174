"""torch.func.vjp of the inner step itself, pulling the query gradient back.

The step's Jacobian is I - lr * H, which is symmetric.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task

    def loss(theta, x, y):
        return F.mse_loss(fn(theta, x), y)

    def step(theta):
        grads = torch.func.grad(loss)(theta, xs, ys)
        return {name: theta[name] - lr * grads[name] for name in theta}

    adapted, pull_back = torch.func.vjp(step, params)
    (result,) = pull_back(torch.func.grad(loss)(adapted, xq, yq))
    return [result[name] for name in params]
