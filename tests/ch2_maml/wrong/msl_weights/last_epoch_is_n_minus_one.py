"""You divide by n_epochs - 1, so that 0 is reached at the last epoch; the formula divides by n_epochs.

The linspace reading. With a single epoch it divides by zero.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(1 - epoch / (n_epochs - 1), 0.03) / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
