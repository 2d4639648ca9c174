"""You add lr * g: that climbs. Gradient descent goes against the gradient.

A slip of the sign.
"""


def sgd_update(params, grads, lr):
    return {name: theta + lr * grads[name] for name, theta in params.items()}
