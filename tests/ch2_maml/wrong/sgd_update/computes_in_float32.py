"""You convert to float32; keep the dtype that you are given.

A cautious .float(). Nothing is seen in float32.
"""


def sgd_update(params, grads, lr):
    return {name: theta.float() - lr * grads[name].float() for name, theta in params.items()}
