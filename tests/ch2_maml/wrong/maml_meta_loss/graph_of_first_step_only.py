"""You keep the graph of the first inner gradient only; every step depends on params through its gradient.

The derivative-order annealing of MAML++ (Antoniou et al., 2019) done over steps instead of epochs.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for step in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=step == 0)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
