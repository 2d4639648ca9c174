"""You take the tasks out of the caller's list; go through it without changing it, it may also be a tuple.

`while tasks: tasks.pop()`, a queue of work that belongs to someone else.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    while tasks:
        xs, ys, xq, yq = tasks.pop()
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: adapted[name] - lr * grad for name, grad in zip(adapted, grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
