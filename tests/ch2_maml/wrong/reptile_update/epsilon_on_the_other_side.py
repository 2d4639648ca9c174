"""You weigh theta by epsilon and the adapted parameters by 1 - epsilon; it is the other way round.

The convention of a moving average with momentum. Unnoticed at 0.5.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: epsilon * theta.detach() + (1 - epsilon) * sum(one[name].detach() for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
