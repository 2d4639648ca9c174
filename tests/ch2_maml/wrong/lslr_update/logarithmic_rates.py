"""You take exp of the rates; lrs holds the rates themselves, not their logarithms.

A common way to keep learned rates positive.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][step].exp() * grads[name] for name, theta in params.items()}
