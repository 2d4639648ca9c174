"""You add rate times gradient: that climbs. Gradient descent goes against the gradient.

A slip of the sign.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta + lrs[name][step] * grads[name] for name, theta in params.items()}
