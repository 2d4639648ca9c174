"""Your code changes requires_grad on params, which works for leaves only; params may be computed from other tensors.

requires_grad_(False) around the adaptation. torch refuses it for a tensor that is no leaf.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    def gradient(theta, x, y):
        loss = F.mse_loss(fn(theta, x), y)
        grads = torch.autograd.grad(loss, list(theta.values()), allow_unused=True, materialize_grads=True)
        return dict(zip(theta, grads, strict=True))

    per_task = []
    for xs, ys, xq, yq in tasks:
        for value in params.values():
            value.requires_grad_(False)
        adapted = {name: value.clone().requires_grad_() for name, value in params.items()}
        for _ in range(steps):
            grads = gradient(adapted, xs, ys)
            adapted = {name: value - lr * grads[name] for name, value in adapted.items()}
        for value in params.values():
            value.requires_grad_(True)
        per_task.append(gradient(adapted, xq, yq))
    return {name: torch.stack([grads[name] for grads in per_task]).mean(dim=0) for name in params}
