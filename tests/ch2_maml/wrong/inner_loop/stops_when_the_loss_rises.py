"""You stop when the support loss rises; take all `steps` steps, whatever the loss does.

Early stopping, as in ordinary training; seen where the rate is so large that a step overshoots.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted, lowest = dict(params), float("inf")
    for _ in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        if loss > lowest:
            break
        lowest = loss.detach()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
    return adapted
