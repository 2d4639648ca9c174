"""torch.vmap over the tasks of one size, then one mean over all.

Tasks of unequal size cannot be stacked, so they are grouped first.
"""

import torch


def fomaml_grads(fn, params, tasks, lr, steps):
    gradient = torch.func.grad(lambda theta, x, y: ((fn(theta, x) - y) ** 2).mean())

    def of_task(xs, ys, xq, yq):
        theta = {name: value.detach() for name, value in params.items()}
        for _ in range(steps):
            grads = gradient(theta, xs, ys)
            theta = {name: theta[name] - lr * grads[name] for name in theta}
        return gradient(theta, xq, yq)

    groups = {}
    for task in tasks:
        groups.setdefault(tuple(part.shape for part in task), []).append(task)
    found = [torch.vmap(of_task)(*map(torch.stack, zip(*group, strict=True))) for group in groups.values()]
    return {name: torch.cat([grads[name] for grads in found]).mean(dim=0) for name in params}
