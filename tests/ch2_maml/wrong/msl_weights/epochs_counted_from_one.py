"""You count epochs from 1; the first is epoch 0, with equal weights.

epoch + 1.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(1 - (epoch + 1) / n_epochs, 0.03) / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
