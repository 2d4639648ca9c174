"""You add up the moves of all tasks; take their mean, so that the step does not grow with the number of tasks.

The serial version with one task shows no difference.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: theta.detach() + epsilon * sum(one[name].detach() - theta.detach() for one in adapted)
        for name, theta in params.items()
    }
