"""A task with more query examples counts more in your mean; every task counts the same.

All query errors are concatenated and averaged once. The same where all query sets have one size.
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
        losses.append((fn(adapted, xq) - yq) ** 2)
    return torch.cat(losses).mean()
