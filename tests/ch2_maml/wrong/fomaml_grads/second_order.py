"""You differentiate through the inner steps, which is MAML's full gradient; first-order MAML takes the gradient with respect to the adapted parameters.

create_graph=True in the inner loop and the query loss differentiated with respect to params.
"""

import torch
import torch.nn.functional as F


def fomaml_grads(fn, params, tasks, lr, steps):
    options = {"allow_unused": True, "materialize_grads": True}
    total = 0.0
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True, **options)
            adapted = {name: adapted[name] - lr * grad for name, grad in zip(adapted, grads, strict=True)}
        total = total + F.mse_loss(fn(adapted, xq), yq) / len(tasks)
    return dict(zip(params, torch.autograd.grad(total, list(params.values()), **options), strict=True))
