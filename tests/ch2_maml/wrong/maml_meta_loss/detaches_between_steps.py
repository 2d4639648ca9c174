"""You detach the parameters between the steps; theta of every step has to lead back to params.

As in truncated backpropagation through time. The last step stays connected to nothing but itself.
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
            adapted = {
                name: (value - lr * grad).detach().requires_grad_()
                for (name, value), grad in zip(adapted.items(), grads, strict=True)
            }
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
