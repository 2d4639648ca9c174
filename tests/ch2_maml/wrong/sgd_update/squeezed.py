"""You squeeze the result, and an axis of length 1 is lost; keep the shape of theta.

squeeze() after broadcasting. Nothing is seen where all axes are longer.
"""


def sgd_update(params, grads, lr):
    return {name: (theta - lr * grads[name]).squeeze() for name, theta in params.items()}
