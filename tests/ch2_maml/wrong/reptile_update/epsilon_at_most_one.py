"""You limit epsilon to at most 1; use it as it is, a larger one goes beyond the mean.

Usual values lie between 0 and 1, and nothing is seen there.
"""


def reptile_update(params, adapted, epsilon):
    share = min(epsilon, 1.0)
    return {
        name: theta.detach() + share * sum(one[name].detach() - theta.detach() for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
