"""Only the last task passes gradients on; the losses of the others are detached.

The running total is detached, as one does with a running loss that is only for logging.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return (sum(loss.detach() for loss in losses[:-1]) + losses[-1]) / len(losses)
