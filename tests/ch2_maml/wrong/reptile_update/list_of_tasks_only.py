"""You use a method of lists on adapted, which may be a tuple as well; loop over it, or make a list of it first.

copy, append or remove on what the inner loops returned.
"""


def reptile_update(params, adapted, epsilon):
    ends = adapted.copy()
    return {
        name: theta.detach() + epsilon * (sum(one[name].detach() for one in ends) / len(ends) - theta.detach())
        for name, theta in params.items()
    }
