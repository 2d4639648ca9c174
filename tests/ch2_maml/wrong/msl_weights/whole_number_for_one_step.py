"""With a single step your result has an integer dtype; it is a float tensor for every number of steps.

torch.tensor([1]) is int64.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    if n_steps == 1:
        return torch.tensor([1])
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
