"""Detached leaves after every step, torch.autograd.grad at the end.

Every theta is a leaf of its own; nothing leads back to params.
"""

import torch


def fomaml_grads(fn, params, tasks, lr, steps):
    names = list(params)
    total = [torch.zeros_like(params[name]) for name in names]
    for xs, ys, xq, yq in tasks:
        theta = [params[name].detach().clone().requires_grad_() for name in names]
        for x, y, is_last in [(xs, ys, False)] * steps + [(xq, yq, True)]:
            loss = torch.nn.functional.mse_loss(fn(dict(zip(names, theta, strict=True)), x), y)
            grads = torch.autograd.grad(loss, theta, allow_unused=True)
            grads = [torch.zeros_like(v) if g is None else g for v, g in zip(theta, grads, strict=True)]
            if not is_last:
                theta = [(v - lr * g).detach().requires_grad_() for v, g in zip(theta, grads, strict=True)]
        total = [t + g / len(tasks) for t, g in zip(total, grads, strict=True)]
    return dict(zip(names, total, strict=True))
