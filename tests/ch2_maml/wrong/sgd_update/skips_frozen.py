"""You leave out the entries that do not require grad; every entry of params takes the step.

A filter from the set-up of an optimiser.
"""


def sgd_update(params, grads, lr):
    return {
        name: theta - lr * grads[name] if theta.requires_grad else theta
        for name, theta in params.items()
    }
