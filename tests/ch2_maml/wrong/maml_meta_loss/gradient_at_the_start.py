"""You take every inner gradient at the initial params; from the second step on it belongs at the adapted parameters.

`fn(params, xs)` in the loop where `fn(adapted, xs)` was meant: right for one step.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(params, xs), ys)
            grads = torch.autograd.grad(loss, list(params.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
