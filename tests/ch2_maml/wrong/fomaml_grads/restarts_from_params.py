"""Each of your inner steps starts again from the initial params; it has to start from where the previous step has arrived.

`params[name] - lr * grad` in the update: only the last step is left.
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
            adapted = {name: params[name] - lr * grads[name] for name, value in adapted.items()}
        per_task.append(gradient(adapted, xq, yq))
    return {name: torch.stack([grads[name] for grads in per_task]).mean(dim=0) for name in params}
