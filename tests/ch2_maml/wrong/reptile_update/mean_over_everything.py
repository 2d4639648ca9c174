"""You average over the elements of a tensor as well, so all of them move by the same amount; average over tasks only.

mean() without dim after torch.stack; the scalar is broadcast.
"""

import torch


def reptile_update(params, adapted, epsilon):
    return {
        name: theta.detach() + epsilon * torch.stack([one[name].detach() - theta.detach() for one in adapted]).mean()
        for name, theta in params.items()
    }
