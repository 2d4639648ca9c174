"""torch.where tells the final step from the others.

All steps at once, by their position.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    non_final = max(1 - epoch / n_epochs, 0.03) / n_steps
    position = torch.arange(n_steps)
    return torch.where(position < n_steps - 1, non_final, 1 - (n_steps - 1) * non_final).to(torch.float32)
