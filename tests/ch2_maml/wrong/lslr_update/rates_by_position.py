"""You pair theta and its rates by their position; look the rates up by name, lrs may list them in another order.

A list of rates, made in the order of the layers.
"""


def lslr_update(params, grads, lrs, step):
    return {
        name: theta - rates[step] * grads[name]
        for (name, theta), rates in zip(params.items(), lrs.values(), strict=True)
    }
