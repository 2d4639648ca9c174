"""You never reach the last epoch of a single one, whose weights stay equal; at epoch 1 of 1 the floor is reached. Do not treat it as a case of its own, nor stop counting at n_epochs - 1.

A guard against a division that is not dangerous.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    fraction = epoch / n_epochs if n_epochs > 1 else 0.0
    weights = torch.full((n_steps,), max(1 - fraction, 0.03) / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
