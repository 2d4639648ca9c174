"""You step in place and back again, which changes the last digits of the parameters; step on copies.

The same numbers are added that were subtracted. Each time the result is rounded.
"""

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    learned, buffers = list(model.parameters()), [value.clone() for value in model.buffers()]
    losses = []
    for xs, ys, xq, yq in tasks:
        moves = []
        for _ in range(steps):
            grads = torch.autograd.grad(F.mse_loss(model(xs), ys), learned)
            moves.append([lr * grad for grad in grads])
            for value, move in zip(learned, moves[-1], strict=True):
                value.data.sub_(move)
        losses.append(F.mse_loss(model(xq), yq).detach())
        for step in reversed(moves):
            for value, move in zip(learned, step, strict=True):
                value.data.add_(move)
        for value, before in zip(model.buffers(), buffers, strict=True):
            value.copy_(before)
    return torch.stack(losses)
