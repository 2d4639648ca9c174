"""You clip gradients; they are used as they are, also where they are large.

Clipping is the usual advice when training diverges. Seen only where gradients are large.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = [value.detach().clone().requires_grad_() for value in params.values()]

    def loss(values, x, y):
        return F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True)
    clipped = [grad.clamp(-100, 100) for grad in grads]
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, clipped, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
