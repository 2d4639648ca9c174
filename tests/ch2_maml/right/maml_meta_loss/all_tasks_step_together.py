"""The loop over steps outside, one backward pass for all tasks of a step.

The sum of independent losses has each task's own gradient with respect to its own parameters.
"""

import torch


def maml_meta_loss(fn, params, tasks, lr, steps):
    names, n_tasks = list(params), len(tasks)
    thetas = [[params[name].clone() for name in names] for _ in range(n_tasks)]

    def loss(values, x, y):
        return ((fn(dict(zip(names, values, strict=True)), x) - y) ** 2).mean()

    for _ in range(steps):
        total = sum(loss(theta, task[0], task[1]) for theta, task in zip(thetas, tasks, strict=True))
        everything = [value for theta in thetas for value in theta]
        grads = torch.autograd.grad(total, everything, create_graph=True)
        moved = [value - lr * grad for value, grad in zip(everything, grads, strict=True)]
        thetas = [moved[i * len(names) : (i + 1) * len(names)] for i in range(n_tasks)]
    return torch.stack([loss(theta, task[2], task[3]) for theta, task in zip(thetas, tasks, strict=True)]).mean()
