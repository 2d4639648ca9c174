"""Your meta-loss has the right value and the gradient of first-order MAML: the inner gradients carry no graph.

torch.autograd.grad forgets the graph unless it is told otherwise; nothing is seen in the values.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()))
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
