"""You judge the adapted parameters on the support set they have just seen; the meta-loss is taken on the query set.

xs and ys left in the second call. It measures how fast the support set can be fitted, and overfits.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, _, _ in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xs), ys))
    return torch.stack(losses).mean()
