"""You put the new tensors into the dict params, which belongs to the caller; fill a new dict.

The tensors are untouched, and the start is lost all the same.
"""


def sgd_update(params, grads, lr):
    for name in params:
        params[name] = params[name] - lr * grads[name]
    return params
