"""You take the step on the query set and the vector from the support set; it is the other way round.

The four tensors of a task unpacked in the wrong order.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = list(params.values())

    def loss(values, x, y):
        return F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    zero = {"allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(loss(theta, xq, yq), theta, create_graph=True, **zero)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xs, ys), adapted, **zero)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta, **zero)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
