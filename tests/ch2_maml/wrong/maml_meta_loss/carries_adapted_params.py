"""Your second task starts where the first one ended; every task starts from params.

The adapted parameters are initialised before the loop over tasks instead of inside it.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    shared = dict(params)
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = shared
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        shared = adapted
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
