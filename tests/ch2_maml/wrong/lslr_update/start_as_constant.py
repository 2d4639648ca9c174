"""You detach theta (or use .data), which cuts the identity path: the derivative with respect to theta is 1.

param.data from a training loop.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta.data - lrs[name][step] * grads[name] for name, theta in params.items()}
