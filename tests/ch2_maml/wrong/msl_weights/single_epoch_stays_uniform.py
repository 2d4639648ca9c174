"""You treat a single epoch as a case of its own and keep equal weights; at epoch 1 of 1 the floor is reached.

A guard against a division that is not dangerous.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    fraction = epoch / n_epochs if n_epochs > 1 else 0.0
    weights = torch.full((n_steps,), max(1 - fraction, 0.03) / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
