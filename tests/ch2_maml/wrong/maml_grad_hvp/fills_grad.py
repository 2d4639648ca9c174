"""You leave the meta-gradient in the .grad of params; it is returned and nothing else changes.

backward() as for an optimiser: the values are right, and the caller's .grad is no longer what it was.
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
    for value, v, hv in zip(theta, vector, product, strict=True):
        if value.is_leaf:
            value.grad = v - lr * hv
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
