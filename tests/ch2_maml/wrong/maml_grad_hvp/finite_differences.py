"""You approximate the Hessian-vector product by a difference of gradients; compute it exactly, by differentiating the gradient's inner product with v.

The shortcut of DARTS (Liu et al., 2019, eq. 8), with its step of 0.01 divided by the norm of the vector.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task

    def gradient(values, x, y):
        leaves = [value.detach().requires_grad_() for value in values]
        loss = F.mse_loss(fn(dict(zip(params, leaves, strict=True)), x), y)
        return torch.autograd.grad(loss, leaves, allow_unused=True, materialize_grads=True)

    theta = list(params.values())
    vector = gradient([v - lr * g for v, g in zip(theta, gradient(theta, xs, ys), strict=True)], xq, yq)
    eps = 0.01 / torch.sqrt(sum((v**2).sum() for v in vector))
    ahead = gradient([value + eps * v for value, v in zip(theta, vector, strict=True)], xs, ys)
    behind = gradient([value - eps * v for value, v in zip(theta, vector, strict=True)], xs, ys)
    return [v - lr * (a - b) / (2 * eps) for v, a, b in zip(vector, ahead, behind, strict=True)]
