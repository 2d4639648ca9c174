"""Your final weight is 1 at every epoch; it is 1 minus the sum of the others.

The final loss counts in full, as in plain MAML, and the others are added.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps)
    weights[-1] = 1.0
    return weights
