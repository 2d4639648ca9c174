"""You put the new tensors into the dict params, which belongs to the caller; fill a new dict.

The tensors are untouched, and the start is lost all the same.
"""


def reptile_update(params, adapted, epsilon):
    for name, theta in params.items():
        mean = sum(one[name].detach() for one in adapted) / len(adapted)
        params[name] = theta.detach() + epsilon * (mean - theta.detach())
    return params
