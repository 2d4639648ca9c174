"""With create_graph=False you move the tensors of params themselves; leave them alone and return new ones.

Seen only with create_graph=False: the in-place steps of an optimizer, for the branch that needs no graph. The
result is a copy that is still connected, so values and derivative are right.
"""

import torch
import torch.nn.functional as F


def inner_loop(fn, params, x, y, lr, steps, create_graph=True):
    if not create_graph and all(value.is_leaf for value in params.values()):
        for _ in range(steps):
            grads = torch.autograd.grad(F.mse_loss(fn(params, x), y), list(params.values()))
            with torch.no_grad():
                for value, grad in zip(params.values(), grads, strict=True):
                    value -= lr * grad
        return {name: value.clone() for name, value in params.items()}
    adapted = dict(params)
    for _ in range(steps):
        loss = F.mse_loss(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
    return adapted
