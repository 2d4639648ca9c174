"""You call backward() for every task, which fills the .grad of params, and return a value without a graph; return the loss and let the caller differentiate it.

The meta-training loop and the meta-loss in one: usual in scripts, where memory is freed after every task.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    total = 0.0
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: adapted[name] - lr * grad for name, grad in zip(adapted, grads, strict=True)}
        loss = F.mse_loss(fn(adapted, xq), yq) / len(tasks)
        loss.backward(retain_graph=True)
        total = total + loss.detach()
    return total
