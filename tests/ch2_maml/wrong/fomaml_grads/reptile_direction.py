"""You return how far the inner steps moved, which is Reptile's direction; first-order MAML is the gradient of the query loss at the adapted parameters.

Both are first-order methods and are often explained side by side (Nichol et al., 2018). The query set stays unused.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    def gradient(theta, x, y):
        loss = F.mse_loss(fn(theta, x), y)
        grads = torch.autograd.grad(loss, list(theta.values()), allow_unused=True, materialize_grads=True)
        return dict(zip(theta, grads, strict=True))

    per_task = []
    for xs, ys, _xq, _yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            grads = gradient(adapted, xs, ys)
            adapted = {name: value - lr * grads[name] for name, value in adapted.items()}
        per_task.append({name: (params[name] - adapted[name]) / (lr * max(steps, 1)) for name in params})
    return {name: torch.stack([grads[name] for grads in per_task]).mean(dim=0) for name in params}
