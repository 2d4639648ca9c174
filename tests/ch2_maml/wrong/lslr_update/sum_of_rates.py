"""You add up the rates of the steps so far; one step uses only its own rate.

The whole way from the start would need all of them, but with gradients of their own too.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][: step + 1].sum() * grads[name] for name, theta in params.items()}
