"""The formula as it stands, graph and all.

Whether the result requires grad is free.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: theta + epsilon * sum(one[name] - theta for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
