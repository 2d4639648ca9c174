"""You use only the last task; the step goes towards the mean over all of them.

A result that each turn of the loop computes anew.
"""


def reptile_update(params, adapted, epsilon):
    for one in adapted:
        result = {name: theta.detach() + epsilon * (one[name].detach() - theta.detach()) for name, theta in params.items()}
    return result
