"""You stop when the support loss rises; take all `steps` steps, whatever the loss does.

Early stopping, as in ordinary training; seen where the rate is so large that a step overshoots.
"""

import torch
import torch.nn.functional as F


def multi_step_loss(fn, params, task, lr, weights):
    xs, ys, xq, yq = task
    theta, total, lowest = dict(params), 0.0, float("inf")
    for weight in weights:
        loss = F.mse_loss(fn(theta, xs), ys)
        if loss > lowest:
            break
        lowest = loss.detach()
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=True)
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        total = total + weight * F.mse_loss(fn(theta, xq), yq)
    return total
