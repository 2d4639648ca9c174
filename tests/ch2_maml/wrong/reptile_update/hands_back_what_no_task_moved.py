"""Where no task has moved a parameter you return its own memory; make a new tensor there too.

Nothing is to be added, so the addition is left out. detach() makes another tensor of the same memory.
"""

import torch


def reptile_update(params, adapted, epsilon):
    updated = {}
    for name, theta in params.items():
        theta = theta.detach()
        move = torch.stack([theta_i[name].detach() - theta for theta_i in adapted]).mean(dim=0)
        updated[name] = theta + epsilon * move if move.any() else theta
    return updated
