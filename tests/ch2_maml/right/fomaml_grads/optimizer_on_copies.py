"""torch.optim.SGD on copies, as for an ordinary network.

Without momentum and weight decay its step is the inner step; an entry without gradient stays where it is.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    collected = {name: [] for name in params}
    for xs, ys, xq, yq in tasks:
        copies = {name: torch.nn.Parameter(value.detach().clone()) for name, value in params.items()}
        optimizer = torch.optim.SGD(copies.values(), lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(fn(copies, xs), ys).backward()
            optimizer.step()
        optimizer.zero_grad()
        F.mse_loss(fn(copies, xq), yq).backward()
        for name, copy in copies.items():
            collected[name].append(torch.zeros_like(copy) if copy.grad is None else copy.grad.clone())
    return {name: sum(grads) / len(grads) for name, grads in collected.items()}
