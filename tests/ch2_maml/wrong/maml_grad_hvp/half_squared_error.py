"""Your loss has a factor 1/2; the mean squared error has none.

The textbook's (prediction - y) ** 2 / 2, chosen there so that the 2 cancels.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = list(params.values())

    def loss(values, x, y):
        return 0.5 * F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    zero = {"allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True, **zero)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted, **zero)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta, **zero)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
