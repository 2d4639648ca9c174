"""You average the query losses after every step; the meta-loss takes the one after the last step only.

The multi-step loss of MAML++ (Antoniou et al., 2019), which is another objective.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        along = [] if steps else [F.mse_loss(fn(adapted, xq), yq)]
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: adapted[name] - lr * grad for name, grad in zip(adapted, grads, strict=True)}
            along.append(F.mse_loss(fn(adapted, xq), yq))
        losses.append(torch.stack(along).mean())
    return torch.stack(losses).mean()
