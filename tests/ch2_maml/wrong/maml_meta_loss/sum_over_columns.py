"""You average over the rows but sum over the columns; the mean squared error averages over all elements.

The squared norm of each row's error, averaged over the set. The same for a single column.
"""

import torch


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = ((fn(adapted, xs) - ys) ** 2).sum(dim=1).mean()
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(((fn(adapted, xq) - yq) ** 2).sum(dim=1).mean())
    return torch.stack(losses).mean()
