"""You make lr a float64 tensor, which turns 0-d float32 entries into float64; use the number as it is.

A 0-d tensor does not promote others of more dimensions, so it shows only where theta is 0-d too.
"""

import torch


def sgd_update(params, grads, lr):
    rate = torch.tensor(lr, dtype=torch.float64)
    return {name: theta - rate * grads[name] for name, theta in params.items()}
