"""torch.sub with its factor alpha.

The fused form of theta - lr * g, differentiable in both.
"""

import torch


def sgd_update(params, grads, lr):
    return {name: torch.sub(theta, grads[name], alpha=lr) for name, theta in params.items()}
