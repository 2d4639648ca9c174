"""You average the adapted parameters over the tasks and judge this mean; judge each task at its own adapted parameters, then average the losses.

Averaging parameters is Reptile's outer update (Nichol et al., 2018).
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    everyone = []
    for xs, ys, _, _ in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: adapted[name] - lr * grad for name, grad in zip(adapted, grads, strict=True)}
        everyone.append(adapted)
    mean = {name: torch.stack([adapted[name] for adapted in everyone]).mean(dim=0) for name in params}
    return torch.stack([F.mse_loss(fn(mean, xq), yq) for _, _, xq, yq in tasks]).mean()
