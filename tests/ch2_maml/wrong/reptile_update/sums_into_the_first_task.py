"""You add the other tasks into the tensors of the first one; start your sum from a new tensor.

total = adapted[0][name] is an alias, and += writes into it. Unnoticed with a single task.
"""


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        total = adapted[0][name].detach()
        for one in adapted[1:]:
            total += one[name].detach()
        result[name] = theta.detach() + epsilon * (total / len(adapted) - theta.detach())
    return result
