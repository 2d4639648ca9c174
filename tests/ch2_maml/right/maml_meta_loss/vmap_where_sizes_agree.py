"""torch.vmap over the tasks of one size, and a weighted mean over the sizes.

Tasks of unequal size cannot be stacked, so they are grouped first.
"""

import torch


def maml_meta_loss(fn, params, tasks, lr, steps):
    def loss(theta, x, y):
        return ((fn(theta, x) - y) ** 2).mean()

    def judged(xs, ys, xq, yq):
        theta = params
        for _ in range(steps):
            grads = torch.func.grad(loss)(theta, xs, ys)
            theta = {name: theta[name] - lr * grads[name] for name in theta}
        return loss(theta, xq, yq)

    groups = {}
    for task in tasks:
        groups.setdefault(tuple(part.shape for part in task), []).append(task)
    stacked = ([torch.stack(parts) for parts in zip(*group, strict=True)] for group in groups.values())
    return torch.cat([torch.vmap(judged)(*parts) for parts in stacked]).mean()
