"""You scale the gradient to length 1; the step is lr times the gradient as it is.

A safeguard against large steps that changes every step.
"""


def sgd_update(params, grads, lr):
    return {name: theta - lr * grads[name] / grads[name].norm() for name, theta in params.items()}
