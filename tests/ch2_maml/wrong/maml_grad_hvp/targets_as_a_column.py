"""You turn targets of shape (n,) into a column, so that every prediction meets every target; keep their shape.

A habit from networks with one output, whose prediction is (n, 1).
"""

import torch


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = [value.detach().clone().requires_grad_() for value in params.values()]

    def loss(values, x, y):
        prediction = fn(dict(zip(params, values, strict=True)), x)
        return ((prediction - (y[:, None] if y.ndim == 1 else y)) ** 2).mean()

    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
