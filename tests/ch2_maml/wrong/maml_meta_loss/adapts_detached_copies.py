"""You adapt detached copies of params, so the meta-loss does not depend on params; start from the tensors of params themselves.

The way to fine-tune a copy of a model (deepcopy, an optimiser on the copy), taken over into MAML.
"""

import torch
import torch.nn.functional as F


def maml_meta_loss(fn, params, tasks, lr, steps):
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
        for _ in range(steps):
            loss = F.mse_loss(fn(adapted, xs), ys)
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(adapted, xq), yq))
    return torch.stack(losses).mean()
