"""With create_graph=False you take the step itself outside the graph; only the inner gradients are constants there, the path from params stays.

torch.no_grad() around the update, and requires_grad_() so that the next step can be taken.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    for _ in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        with torch.set_grad_enabled(create_graph):
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        if not create_graph:
            adapted = {name: value.requires_grad_() for name, value in adapted.items()}
    return adapted
