"""torch.autograd.functional.hvp over a tuple of parameters.

The library's own Hessian-vector product; it does not mind inputs that the loss leaves unused.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = tuple(value.detach() for value in params.values())

    def loss_on(x, y):
        return lambda *values: F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    _, grads = torch.autograd.functional.vjp(loss_on(xs, ys), theta)
    moved = tuple(value - lr * grad for value, grad in zip(theta, grads, strict=True))
    _, vector = torch.autograd.functional.vjp(loss_on(xq, yq), moved)
    _, product = torch.autograd.functional.hvp(loss_on(xs, ys), theta, vector)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
