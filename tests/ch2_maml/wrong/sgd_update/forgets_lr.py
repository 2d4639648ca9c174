"""You subtract the whole gradient; multiply it by lr first.

Unnoticed where lr is 1.
"""


def sgd_update(params, grads, lr):
    return {name: theta - grads[name] for name, theta in params.items()}
