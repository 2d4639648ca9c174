"""You average the rates over the steps; every step has its own.

mean() to get from (n_steps,) to one number.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name].mean() * grads[name] for name, theta in params.items()}
