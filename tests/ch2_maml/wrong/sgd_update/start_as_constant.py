"""You detach theta (or use .data), which cuts the identity path: theta - lr * g has derivative 1 with respect to theta.

param.data from a training loop.
"""


def sgd_update(params, grads, lr):
    return {name: theta.data - lr * grads[name] for name, theta in params.items()}
