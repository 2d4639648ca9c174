"""(1 - epsilon) times theta plus epsilon times the mean.

OpenAI's code interpolates between the old and the averaged variables in the same way.
"""

import torch


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        mean = torch.zeros_like(theta)
        for one in adapted:
            mean = mean + one[name].detach() / len(adapted)
        result[name] = (1 - epsilon) * theta.detach() + epsilon * mean
    return result
