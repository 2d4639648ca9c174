"""Your result has the right meta-gradient as a constant; differentiated a second time it lacks terms. Let autograd keep the whole graph.

The meta-gradient is computed task by task to save memory and attached to the value afterwards.
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
        loss = F.mse_loss(fn(adapted, xq), yq)
        meta_grads = torch.autograd.grad(loss, list(params.values()))
        slope = sum(
            (grad * (value - value.detach())).sum() for grad, value in zip(meta_grads, params.values(), strict=True)
        )
        total = total + loss.detach() + slope
    return total / len(tasks)
