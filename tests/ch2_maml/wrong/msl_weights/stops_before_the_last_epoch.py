"""You stop counting at epoch n_epochs - 1; epoch n_epochs and later ones count as they are, and the floor ends the fall.

Epochs are numbered from 0, and so the last one seems to be n_epochs - 1.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    share = max(1 - min(epoch, n_epochs - 1) / n_epochs, 0.03)
    weights = torch.full((n_steps,), share / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
