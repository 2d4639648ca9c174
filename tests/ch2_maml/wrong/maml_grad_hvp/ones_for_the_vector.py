"""You differentiate the sum of the gradient, which is the Hessian times ones; weigh each entry of the gradient with v before you add.

grad.sum() where (grad * v).sum() was meant, multiplied with v afterwards.
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
    total = sum(grad.sum() for grad in grads)
    product = [v * hv for v, hv in zip(vector, torch.autograd.grad(total, theta, **zero), strict=True)]
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
