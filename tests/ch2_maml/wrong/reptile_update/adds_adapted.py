"""You add epsilon times the adapted parameters themselves; add their difference from theta.

FOMAML's update has a gradient in this place, and no difference is taken.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: theta.detach() + epsilon * sum(one[name].detach() for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
