"""You return one flat vector; return a list with one tensor of its own shape for each parameter.

The mathematics is written for one long vector.
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
    return torch.cat([(v - lr * hv).flatten() for v, hv in zip(vector, product, strict=True)])
