"""Where a gradient is zero you return the tensor of params itself; every value is a new tensor, also where nothing moves.

An economy: the values are right, but writing into the result changes params.
"""


def sgd_update(params, grads, lr):
    return {name: theta - lr * grads[name] if grads[name].any() else theta for name, theta in params.items()}
