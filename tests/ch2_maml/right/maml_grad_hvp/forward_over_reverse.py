"""torch.func.jvp of torch.func.grad: the derivative of the gradient along v.

The square is written out, for jvp of grad fails through F.mse_loss.
"""

import torch


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    support = torch.func.grad(lambda theta: ((fn(theta, xs) - ys) ** 2).mean())
    query = torch.func.grad(lambda theta: ((fn(theta, xq) - yq) ** 2).mean())
    inner = support(params)
    vector = query({name: value - lr * inner[name] for name, value in params.items()})
    _, product = torch.func.jvp(support, (dict(params),), (vector,))
    return [vector[name] - lr * product[name] for name in params]
