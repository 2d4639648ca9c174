"""You clip the gradient; the step is lr times the gradient as it is, also where it is large.

Clipping is a common remedy when meta-training diverges. Seen only at entries beyond the limit.
"""


def sgd_update(params, grads, lr):
    return {name: theta - lr * grads[name].clamp(-100, 100) for name, theta in params.items()}
