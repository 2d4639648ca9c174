"""You subtract the step from a detached value, which cuts the identity path; subtract it from the adapted tensor itself.

`p.data - lr * g` is the hand-written SGD of many tutorials; a gradient of the wrong size survives.
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
                name: value.detach() - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
            }
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
