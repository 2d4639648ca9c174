"""You leave out the entries whose gradient is zero; the result has all keys of params.

A filter for parameters that are not used, which have no gradient.
"""


def sgd_update(params, grads, lr):
    return {name: theta - lr * grads[name] for name, theta in params.items() if grads[name].any()}
