"""You average the adapted parameters over the tasks and take the gradients there; take each task's gradient at its own adapted parameters.

Averaging parameters is Reptile's outer update (Nichol et al., 2018).
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    def gradient(theta, x, y):
        loss = F.mse_loss(fn(theta, x), y)
        grads = torch.autograd.grad(loss, list(theta.values()), allow_unused=True, materialize_grads=True)
        return dict(zip(theta, grads, strict=True))

    everyone = []
    for xs, ys, _, _ in tasks:
        adapted = dict(params)
        for _ in range(steps):
            grads = gradient(adapted, xs, ys)
            adapted = {name: value - lr * grads[name] for name, value in adapted.items()}
        everyone.append(adapted)
    mean = {name: torch.stack([adapted[name] for adapted in everyone]).mean(dim=0) for name in params}
    per_task = [gradient(mean, xq, yq) for _, _, xq, yq in tasks]
    return {name: torch.stack([grads[name] for grads in per_task]).mean(dim=0) for name in params}
