"""You pair entries by their position; look them up by name, each task may list them in another order.

zip over the values.
"""


def reptile_update(params, adapted, epsilon):
    columns = zip(*(one.values() for one in adapted), strict=True)
    return {
        name: theta.detach() + epsilon * (sum(column).detach() / len(adapted) - theta.detach())
        for (name, theta), column in zip(params.items(), columns, strict=True)
    }
