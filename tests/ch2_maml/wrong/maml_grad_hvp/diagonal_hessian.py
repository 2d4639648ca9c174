"""You use the diagonal of the Hessian only; the product with v needs every column of it.

Elementwise second derivatives times v, as in diagonal curvature estimates.
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

    def diagonal(grad, value):
        entries = [
            torch.autograd.grad(g, value, retain_graph=True, **zero)[0].flatten()[i]
            for i, g in enumerate(grad.flatten())
        ]
        return torch.stack(entries).view(value.shape)

    product = [
        v * diagonal(grad, value) if grad.requires_grad else torch.zeros_like(value)
        for grad, v, value in zip(grads, vector, theta, strict=True)
    ]
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
