"""Your inner steps change the tensors of params in place; make new tensors, so that every task finds the starting point.

The update of an optimiser, `with torch.no_grad(): p -= lr * g`. A copy of the dict shares the tensors.
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
        adapted = dict(params)
        for _ in range(steps):
            grads = gradient(adapted, xs, ys)
            with torch.no_grad():
                for name, value in adapted.items():
                    value -= lr * grads[name]
        per_task.append(gradient(adapted, xq, yq))
    return {name: torch.stack([grads[name] for grads in per_task]).mean(dim=0) for name in params}
