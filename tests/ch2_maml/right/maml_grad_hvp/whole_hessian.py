"""The whole Hessian by torch.func.hessian over one flat vector, times v.

Costly and exact; everything is cut up again at the end.
"""

import torch


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task

    def parts(vector):
        return vector.split([value.numel() for value in params.values()])

    def loss(vector, x, y):
        theta = {name: p.reshape(params[name].shape) for name, p in zip(params, parts(vector), strict=True)}
        return ((fn(theta, x) - y) ** 2).mean()

    flat = torch.cat([value.detach().flatten() for value in params.values()])
    gradient = torch.func.grad(loss)
    vector = gradient(flat - lr * gradient(flat, xs, ys), xq, yq)
    hessian = torch.func.hessian(loss)(flat, xs, ys)
    result = (torch.eye(len(flat), dtype=flat.dtype, device=flat.device) - lr * hessian) @ vector
    return [part.view_as(value) for part, value in zip(parts(result), params.values(), strict=True)]
