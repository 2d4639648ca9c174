"""You squeeze axes of size 1 out of the result; give every entry the shape of its parameter.

squeeze() in the end. Seen only where a parameter has an axis of size 1.
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
        loss = F.mse_loss(fn(theta, xq), yq)
        grads = torch.autograd.grad(loss, list(theta.values()))
        total = {name: total[name] + grad for name, grad in zip(theta, grads, strict=True)}
    return {name: (value / len(tasks)).squeeze() for name, value in total.items()}
