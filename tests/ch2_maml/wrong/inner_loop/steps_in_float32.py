"""You take the steps in float32 and convert back; float64 parameters lose half of their digits on the way.

Conversions such as `.float()` creep in with code that was written for images.
"""

import torch


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: (value.float() - lr * grad.float()).to(value.dtype)
            for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    return adapted
