"""With a single step you let its weight fall; the only step is the final one and has the weight 1.

The rest is given to the final step only if there are others.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps)
    if n_steps > 1:
        weights[-1] = 1 - weights[:-1].sum()
    return weights
