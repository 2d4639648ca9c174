"""You average the errors of a single row before you square them; square first, however many rows there are.

A special case for one example that was meant to be a shortcut.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    total = {name: torch.zeros_like(value) for name, value in params.items()}
    for xs, ys, xq, yq in tasks:
        theta = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
        for _ in range(steps):
            grads = torch.autograd.grad(F.mse_loss(fn(theta, xs), ys), list(theta.values()))
            theta = {
                name: (value - lr * grad).detach().requires_grad_()
                for (name, value), grad in zip(theta.items(), grads, strict=True)
            }
        error = fn(theta, xq) - yq
        loss = error.mean() ** 2 if len(yq) == 1 else (error**2).mean()
        grads = torch.autograd.grad(loss, list(theta.values()))
        total = {name: total[name] + grad for name, grad in zip(theta, grads, strict=True)}
    return {name: value / len(tasks) for name, value in total.items()}
