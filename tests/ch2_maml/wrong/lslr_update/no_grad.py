"""You update under no_grad, so neither params nor grads nor lrs can be reached; here the update itself has to be differentiable.

How an optimiser's step is written outside of meta-learning.
"""

import torch


def lslr_update(params, grads, lrs, step):
    with torch.no_grad():
        return {name: theta - lrs[name][step] * grads[name] for name, theta in params.items()}
