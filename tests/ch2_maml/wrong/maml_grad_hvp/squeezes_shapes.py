"""You squeeze axes of size 1 out of the result; give every entry the shape of its parameter.

squeeze() in the end. Seen only where a parameter has an axis of size 1.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = [value.detach().clone().requires_grad_() for value in params.values()]

    def loss(values, x, y):
        return F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta)
    return [(v - lr * hv).squeeze() for v, hv in zip(vector, product, strict=True)]
