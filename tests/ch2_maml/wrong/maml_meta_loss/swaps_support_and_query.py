"""You adapt to the query set and judge on the support set; it is the other way round.

The four tensors of a task unpacked in the wrong order.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xq), yq)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xs), ys))
    return torch.stack(losses).mean()
