"""Your loss has a factor 1/2; the mean squared error has none.

The textbook's (prediction - y) ** 2 / 2, chosen there so that the 2 cancels.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    def gradient(theta, x, y):
        loss = 0.5 * F.mse_loss(fn(theta, x), y)
        grads = torch.autograd.grad(loss, list(theta.values()), allow_unused=True, materialize_grads=True)
        return dict(zip(theta, grads, strict=True))

    per_task = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            grads = gradient(adapted, xs, ys)
            adapted = {name: value - lr * grads[name] for name, value in adapted.items()}
        per_task.append(gradient(adapted, xq, yq))
    return {name: torch.stack([grads[name] for grads in per_task]).mean(dim=0) for name in params}
