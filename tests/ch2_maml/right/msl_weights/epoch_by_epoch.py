"""From epoch 0 on, one epoch at a time.

Small floors are hit exactly, and later epochs change nothing.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = [1 / n_steps] * n_steps
    for now in range(1, epoch + 1):
        for s in range(n_steps - 1):
            weights[s] = max((n_epochs - now) / (n_epochs * n_steps), 0.03 / n_steps)
        weights[-1] = 1 - sum(weights[:-1])
    return torch.tensor(weights, dtype=torch.float32)
