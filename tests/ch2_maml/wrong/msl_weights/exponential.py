"""Your weights fall by a constant factor per epoch; they fall linearly, by 1/(n * n_epochs) per epoch.

The usual shape of a decay.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(0.03 ** (epoch / n_epochs), 0.03) / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
