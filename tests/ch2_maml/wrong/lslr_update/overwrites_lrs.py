"""You replace the rates in the dict lrs by the one of this step, so the next step finds no others; only read it.

A short way to get from (n_steps,) to a scalar.
"""


def lslr_update(params, grads, lrs, step):
    for name in lrs:
        lrs[name] = lrs[name][step]
    return {name: theta - lrs[name] * grads[name] for name, theta in params.items()}
