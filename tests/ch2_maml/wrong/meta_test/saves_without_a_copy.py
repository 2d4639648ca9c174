"""You adapt the model itself, and what you saved changes with it: state_dict() holds the same tensors. Save copies, or adapt a deep copy.

load_state_dict(saved) then copies every tensor onto itself.
"""

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    saved, losses = model.state_dict(), []
    params = list(model.parameters())
    for xs, ys, xq, yq in tasks:
        for _ in range(steps):
            grads = torch.autograd.grad(F.mse_loss(model(xs), ys), params)
            with torch.no_grad():
                for value, grad in zip(params, grads, strict=True):
                    value -= lr * grad
        losses.append(F.mse_loss(model(xq), yq).detach())
        model.load_state_dict(saved)
    return torch.stack(losses)
