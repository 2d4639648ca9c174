"""Your weights do not depend on the epoch; from 1/n each they move to the final step.

The first half of the formula.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    return torch.full((n_steps,), 1 / n_steps)
