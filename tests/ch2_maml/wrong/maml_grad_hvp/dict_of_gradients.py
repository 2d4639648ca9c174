"""You return a dict; return a list in the order of params.

The form of the other functions of the chapter.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = list(params.values())

    def loss(values, x, y):
        return F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    zero = {"allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True, **zero)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted, **zero)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta, **zero)
    return {name: v - lr * hv for name, v, hv in zip(params, vector, product, strict=True)}
