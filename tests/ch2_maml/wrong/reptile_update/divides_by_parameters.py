"""You divide by the number of parameters; divide by the number of tasks.

len() of the wrong container.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: theta.detach() + epsilon * sum(one[name].detach() - theta.detach() for one in adapted) / len(params)
        for name, theta in params.items()
    }
