"""You restore the model from its state_dict, which misses buffers with persistent=False; restore all its buffers.

The state_dict has all parameters, and all buffers of the layers of torch.
"""

import torch
import torch.nn.functional as F


def meta_test(model, tasks, lr, steps):
    start = {name: value.clone() for name, value in model.state_dict().items()}
    learned = list(model.parameters())
    losses = []
    for xs, ys, xq, yq in tasks:
        for _ in range(steps):
            grads = torch.autograd.grad(F.mse_loss(model(xs), ys), learned)
            with torch.no_grad():
                for value, grad in zip(learned, grads, strict=True):
                    value.sub_(grad, alpha=lr)
        with torch.no_grad():
            losses.append(F.mse_loss(model(xq), yq))
        model.load_state_dict(start)
    return torch.stack(losses)
