"""A fixed decrement per epoch, and its multiple for the final step.

The form of the published code: the final weight grows by n - 1 decrements per epoch, up to a maximum.
"""

import numpy as np
import torch


def msl_weights(n_steps, epoch, n_epochs):
    decrement = 1 / (n_steps * n_epochs)
    floor = 0.03 / n_steps
    others = np.maximum(np.full(n_steps - 1, 1 / n_steps) - epoch * decrement, floor)
    final = np.minimum(1 / n_steps + epoch * (n_steps - 1) * decrement, 1 - (n_steps - 1) * floor)
    return torch.from_numpy(np.append(others, final)).float()
