"""You round the product to float32, which loses half of its digits; keep the dtype.

A .float() on the way. Adding the vector makes the dtype right again.
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
    return [v - lr * hv.float() for v, hv in zip(vector, product, strict=True)]
