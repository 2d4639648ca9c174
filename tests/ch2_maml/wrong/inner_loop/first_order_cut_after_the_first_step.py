"""With create_graph=False you detach after every step but the first; the path from params through theta itself stays for all steps.

Seen with two steps or more: with one, the result is still connected.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    for step in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        if step > 0 and not create_graph:
            adapted = {name: value.detach().requires_grad_() for name, value in adapted.items()}
            loss = F.mse_loss(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
    return adapted
