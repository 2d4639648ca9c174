"""All entries in one torch._foreach_sub.

What torch.optim uses for many tensors; it is differentiable.
"""

import torch


def sgd_update(params, grads, lr):
    gradients = [grads[name] for name in params]
    return dict(zip(params, torch._foreach_sub(list(params.values()), gradients, alpha=lr), strict=True))
