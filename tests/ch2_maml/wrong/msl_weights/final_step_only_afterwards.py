"""From epoch n_epochs on you give all the weight to the final step; the others stay at their floor 0.03/n.

The published training loop leaves the multi-step loss altogether at this epoch; its function of weights does not.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps)
    if epoch >= n_epochs:
        weights = torch.zeros(n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
