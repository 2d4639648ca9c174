"""You convert to float32; keep the dtype that you are given.

A cautious .float(). Nothing is seen in float32.
"""


def reptile_update(params, adapted, epsilon):
    return {
        name: theta.detach().float()
        + epsilon * sum(one[name].detach().float() - theta.detach().float() for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
