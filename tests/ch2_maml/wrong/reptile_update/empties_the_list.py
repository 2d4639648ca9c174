"""You take the tasks out of the list adapted; it belongs to the caller, so only read it.

pop in a while loop. A tuple has no pop.
"""


def reptile_update(params, adapted, epsilon):
    share = epsilon / len(adapted)
    result = {name: theta.detach().clone() for name, theta in params.items()}
    while adapted:
        one = adapted.pop()
        for name, theta in params.items():
            result[name] += share * (one[name] - theta).detach()
    return result
