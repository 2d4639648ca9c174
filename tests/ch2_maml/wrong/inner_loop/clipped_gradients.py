"""You clip the inner gradients; the inner loop follows them as they are, also where they are large.

Clipping is the usual advice when MAML diverges, and some code bases clip in the inner loop too.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    for _ in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad.clamp(-10, 10) for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
