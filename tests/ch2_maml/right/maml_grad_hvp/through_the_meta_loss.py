"""Autograd through the one-step meta-loss.

The same derivative; the Hessian-vector product happens inside.
"""

import torch


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    options = {"allow_unused": True, "materialize_grads": True}
    support_loss = ((fn(params, xs) - ys) ** 2).mean()
    grads = torch.autograd.grad(support_loss, list(params.values()), create_graph=True, **options)
    adapted = {name: params[name] - lr * grad for name, grad in zip(params, grads, strict=True)}
    query_loss = ((fn(adapted, xq) - yq) ** 2).mean()
    return list(torch.autograd.grad(query_loss, list(params.values()), **options))
