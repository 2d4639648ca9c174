"""You move away from the adapted parameters; the step is epsilon * (theta_i - theta), towards them.

theta - theta_i is what Reptile hands to an optimiser as a gradient, and the optimiser subtracts it.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: theta.detach() + epsilon * sum(theta.detach() - one[name].detach() for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
