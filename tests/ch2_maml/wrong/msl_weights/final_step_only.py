"""You give the final step all the weight, as plain MAML does; at epoch 0 all steps count alike.

What the schedule leads to, nearly.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    weights = torch.zeros(n_steps)
    weights[-1] = 1.0
    return weights
