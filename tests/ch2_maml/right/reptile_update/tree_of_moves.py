"""One move per task, added up with functools.reduce.

epsilon / T times each difference; the differences all start at params.
"""

from functools import reduce


def reptile_update(params, adapted, epsilon):
    share = epsilon / len(adapted)

    def towards(result, one):
        return {name: value + share * (one[name] - params[name]).detach() for name, value in result.items()}

    return reduce(towards, adapted, {name: theta.detach().clone() for name, theta in params.items()})
