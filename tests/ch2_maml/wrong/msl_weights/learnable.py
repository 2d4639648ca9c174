"""Your weights require grad; they follow a schedule and are not learned.

nn.Parameter, beside the learned rates of the same paper.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps)
    weights[-1] = 1 - weights[:-1].sum()
    return torch.nn.Parameter(weights)
