"""You call backward(), which adds to the .grad of params; ask torch.autograd.grad for the gradients as values.

The meta-gradient is collected in .grad as for an optimiser, and what was there before is put on top.
The .grad of a tensor that is no leaf stays None.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), allow_unused=True, materialize_grads=True)
            adapted = {name: adapted[name] - lr * grad for name, grad in zip(adapted, grads, strict=True)}
        (F.mse_loss(fn(adapted, xq), yq) / len(tasks)).backward()
    return {name: torch.zeros_like(value) if value.grad is None else value.grad for name, value in params.items()}
