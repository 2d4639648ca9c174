"""You step in place and back again, which changes the last digits of params; step on copies.

The same numbers are added that were subtracted. Each time the result is rounded.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    names = list(params)

    def gradient(x, y):
        leaves = {name: params[name].detach().requires_grad_() for name in names}
        return torch.autograd.grad(F.mse_loss(fn(leaves, x), y), list(leaves.values()))

    per_task = []
    for xs, ys, xq, yq in tasks:
        moves = []
        for _ in range(steps):
            moves.append([lr * grad for grad in gradient(xs, ys)])
            for name, move in zip(names, moves[-1], strict=True):
                params[name].data.sub_(move)
        per_task.append(gradient(xq, yq))
        for step in reversed(moves):
            for name, move in zip(names, step, strict=True):
                params[name].data.add_(move)
    return {name: torch.stack(grads).mean(dim=0) for name, *grads in zip(names, *per_task, strict=True)}
