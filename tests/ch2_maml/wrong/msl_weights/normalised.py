"""You leave the final weight at 1/n and scale all weights to the sum 1; only the final step takes the rest, the others keep their values.

The sum is right, and the weights at epoch 0 are too.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps)
    weights[-1] = 1 / n_steps
    return weights / weights.sum()
