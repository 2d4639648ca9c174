"""The blocks of the Hessian of a dict, each contracted with its part of v.

torch.func.hessian of a function of a dict is a dict of dicts; every block counts, not the diagonal ones alone.
"""

import torch


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task

    def loss(theta, x, y):
        return torch.mean((fn(theta, x) - y) ** 2)

    inner = torch.func.grad(loss)(params, xs, ys)
    vector = torch.func.grad(loss)({name: params[name] - lr * inner[name] for name in params}, xq, yq)
    blocks = torch.func.hessian(loss)(params, xs, ys)
    return [
        vector[row] - lr * sum(torch.tensordot(blocks[row][c], vector[c], dims=vector[c].ndim) for c in params)
        for row in params
    ]
