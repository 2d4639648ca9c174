"""You return the mean of the adapted parameters; go only the fraction epsilon of the way from theta to there.

Federated averaging, which is Reptile at epsilon = 1.
"""


def reptile_update(params, adapted, epsilon):
    return {name: sum(one[name].detach() for one in adapted) / len(adapted) for name in params}
