"""You flatten with view(-1), which torch refuses for the transpose of a tensor; use reshape(-1) or flatten().

The inner product of two vectors by view(-1); the gradient of a transposed matrix is transposed, too.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = [value.detach().clone().requires_grad_() for value in params.values()]

    def loss(values, x, y):
        return F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted)
    inner_product = sum(grad.view(-1) @ v.view(-1) for grad, v in zip(grads, vector, strict=True))
    product = torch.autograd.grad(inner_product, theta)
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
