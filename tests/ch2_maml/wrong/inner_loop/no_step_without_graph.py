"""With create_graph=False you take no step; the steps are the same with and without a graph of their gradients.

The loop is put under `if create_graph`, as if there were nothing to do without a graph.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    for _ in range(steps if create_graph else 0):
        loss = F.mse_loss(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
    return adapted
