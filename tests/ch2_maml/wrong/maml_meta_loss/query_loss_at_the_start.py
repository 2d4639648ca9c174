"""You take the query loss at the initial params; it belongs at the adapted parameters.

`fn(params, xq)` where `fn(adapted, xq)` was meant: ordinary multi-task training, no MAML.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(params, xq), yq))
    return torch.stack(losses).mean()
