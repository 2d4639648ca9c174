"""Your final weight grows on when the others have reached their floor, so the sum exceeds 1; it takes what the others leave.

The published code has a minimum for the final weight that prevents this; it is easily left out.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    non_final = max(1 - epoch / n_epochs, 0.03) / n_steps
    final = 1 / n_steps + epoch * (n_steps - 1) / (n_steps * n_epochs)
    return torch.tensor([non_final] * (n_steps - 1) + [final])
