"""You update under no_grad, so the result is cut off from params and grads; here the update itself has to be differentiable.

How an optimiser's step is written outside of meta-learning.
"""

import torch


def sgd_update(params, grads, lr):
    with torch.no_grad():
        return {name: theta - lr * grads[name] for name, theta in params.items()}
