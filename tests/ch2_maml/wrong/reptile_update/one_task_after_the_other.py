"""You take a step per task, each from where the last one ended; all differences start at params, and one step goes to their mean.

Reptile's serial version, applied to a batch of tasks.
"""


def reptile_update(params, adapted, epsilon):
    result = {name: theta.detach().clone() for name, theta in params.items()}
    for one in adapted:
        result = {name: theta + epsilon * (one[name].detach() - theta) for name, theta in result.items()}
    return result
