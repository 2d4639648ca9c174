"""You compute in float32 and convert the result back, which rounds float64 inputs; compute in the dtype that you are given.

The dtype of the result is right, its last digits are not.
"""


def sgd_update(params, grads, lr):
    return {name: (theta.float() - lr * grads[name].float()).to(theta.dtype) for name, theta in params.items()}
