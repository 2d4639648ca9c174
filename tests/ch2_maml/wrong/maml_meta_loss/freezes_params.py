"""You switch requires_grad off on the caller's params; they have to come back as they were.

'Only the adapted copies train', said with requires_grad_(False) after the loop: this call's values are right,
the caller's next forward pass has no gradient any more.
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
    for value in params.values():
        if value.is_leaf:
            value.requires_grad_(False)
    return torch.stack(losses).mean()
