"""With create_graph=False you adapt detached copies of params; only the inner gradients are to be constants, the path from params stays.

"First order" read as "no gradient at all": the classic detach of the starting point in first-order MAML.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    adapted = dict(params)
    if not create_graph:
        adapted = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    for _ in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
    return adapted
