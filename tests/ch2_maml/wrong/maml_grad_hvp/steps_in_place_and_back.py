"""You step in place and back again, which changes the last digits of params; step on copies.

The same numbers are added that were subtracted. Each time the result is rounded.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = list(params.values())

    def gradient(x, y, create_graph=False):
        leaves = [value.detach().clone().requires_grad_() for value in theta]
        loss = F.mse_loss(fn(dict(zip(params, leaves, strict=True)), x), y)
        return leaves, torch.autograd.grad(loss, leaves, create_graph=create_graph)

    leaves, grads = gradient(xs, ys, create_graph=True)
    moves = [lr * grad.detach() for grad in grads]
    for value, move in zip(theta, moves, strict=True):
        value.data.sub_(move)
    vector = gradient(xq, yq)[1]
    for value, move in zip(theta, moves, strict=True):
        value.data.add_(move)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, leaves)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
