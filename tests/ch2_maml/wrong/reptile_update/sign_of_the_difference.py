"""You step by epsilon in the direction of the sign; the move is epsilon times the difference itself.

A sign-based step, as in signSGD.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: theta.detach() + epsilon * sum(one[name].detach() - theta.detach() for one in adapted).sign()
        for name, theta in params.items()
    }
