"""You use the last rate at every step; use the one at position `step`.

lrs[name][-1].
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][-1] * grads[name] for name, theta in params.items()}
