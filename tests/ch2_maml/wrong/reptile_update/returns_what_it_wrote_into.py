"""You write the new values into the tensors of params and return these; return new tensors.

`with torch.no_grad(): params[name] += ...` is how an optimizer steps, and this function is none.
"""

import torch


def reptile_update(params, adapted, epsilon):
    with torch.no_grad():
        for name, theta in params.items():
            theta += epsilon * (torch.stack([one[name] for one in adapted]).mean(dim=0) - theta)
    return params
