"""You stop when the support loss rises; take all `steps` steps, whatever the loss does.

Early stopping, as in ordinary training; seen where the rate is so large that a step overshoots.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    per_task = []
    for xs, ys, xq, yq in tasks:
        adapted, lowest = dict(params), float("inf")
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            if loss > lowest:
                break
            lowest = loss.detach()
            grads = torch.autograd.grad(loss, list(adapted.values()))
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        loss = F.mse_loss(fn(adapted, xq), yq)
        per_task.append(torch.autograd.grad(loss, list(adapted.values())))
    means = [torch.stack(grads).mean(dim=0) for grads in zip(*per_task, strict=True)]
    return dict(zip(params, means, strict=True))
