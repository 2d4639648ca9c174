"""You average over the rows but sum over the columns; the mean squared error averages over all elements.

The squared norm of each row's error, averaged over the set. The same for a single column.
"""

import torch


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = list(params.values())

    def loss(values, x, y):
        return ((fn(dict(zip(params, values, strict=True)), x) - y) ** 2).sum(dim=1).mean()

    zero = {"allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True, **zero)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted, **zero)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta, **zero)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
