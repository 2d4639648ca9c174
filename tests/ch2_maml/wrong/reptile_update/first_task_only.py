"""You use only the first task; the step goes towards the mean over all of them.

adapted[0], or a return inside the loop.
"""


def reptile_update(params, adapted, epsilon):
    return {name: theta.detach() + epsilon * (adapted[0][name].detach() - theta.detach()) for name, theta in params.items()}
