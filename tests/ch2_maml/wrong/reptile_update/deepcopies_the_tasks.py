"""You deepcopy the tasks, which torch refuses for tensors that were computed in a graph; detach and clone, or only read them.

copy.deepcopy serves for modules and leaves.
"""

import copy


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        ends = [one[name].detach() for one in copy.deepcopy(adapted)]
        result[name] = theta.detach() + epsilon * (sum(ends) / len(ends) - theta.detach())
    return result
