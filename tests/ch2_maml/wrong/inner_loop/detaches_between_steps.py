"""You detach between the steps, so that only the last step is connected to anything; theta of every step has to lead back to params.

As in truncated backpropagation through time, or to save memory.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    for step in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        if step < steps - 1:
            adapted = {name: value.detach().requires_grad_() for name, value in adapted.items()}
    return adapted
