"""You take the absolute value of the rate; use it as it is: MAML++ learns the direction too.

A rate is a size, one would think.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][step].abs() * grads[name] for name, theta in params.items()}
