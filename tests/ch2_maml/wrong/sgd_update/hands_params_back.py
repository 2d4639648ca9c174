"""For lr = 0 you return the tensors of params themselves; every value of the result is a new tensor.

A shortcut: nothing has to be computed there.
"""


def sgd_update(params, grads, lr):
    if lr == 0:
        return dict(params)
    return {name: theta - lr * grads[name] for name, theta in params.items()}
