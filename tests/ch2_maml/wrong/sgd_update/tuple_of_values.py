"""You return the tensors without their names; the result is a dict with the keys of params.

The form that torch.autograd.grad uses.
"""


def sgd_update(params, grads, lr):
    return tuple(theta - lr * grads[name] for name, theta in params.items())
