"""You differentiate with respect to params although the adapted parameters are cut off from them, so everything is zero; differentiate with respect to the adapted parameters.

Detached copies are adapted and allow_unused hides that the query loss does not depend on params.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    options = {"allow_unused": True, "materialize_grads": True}
    total = 0.0
    for xs, ys, xq, yq in tasks:
        adapted = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), **options)
            adapted = {name: adapted[name] - lr * grad for name, grad in zip(adapted, grads, strict=True)}
        total = total + F.mse_loss(fn(adapted, xq), yq) / len(tasks)
    return dict(zip(params, torch.autograd.grad(total, list(params.values()), **options), strict=True))
