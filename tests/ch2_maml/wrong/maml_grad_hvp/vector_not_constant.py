"""You differentiate through the vector as well; it is a constant in the product, so detach it before you form <gradient, v>.

The vector is computed with a graph that leads back to params; the product rule then adds a term.
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
    adapted = [value - lr * grad.detach() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted, **zero)
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted, create_graph=True, **zero)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta, **zero)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
