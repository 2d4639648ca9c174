"""You squeeze the result, and an axis of length 1 is lost; keep the shape of theta.

squeeze() to get rid of the axis that torch.stack adds.
"""

import torch


def reptile_update(params, adapted, epsilon):
    return {
        name: (theta + epsilon * (torch.stack([one[name] for one in adapted]).mean(dim=0) - theta)).squeeze()
        for name, theta in params.items()
    }
