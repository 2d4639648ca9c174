"""You compute in float32 and convert the result back, which rounds float64 inputs; compute in the dtype that you are given.

The dtype of the result is right, its last digits are not.
"""


def lslr_update(params, grads, lrs, step):
    return {
        name: (theta.float() - lrs[name][step].float() * grads[name].float()).to(theta.dtype)
        for name, theta in params.items()
    }
