"""You flatten with view(), which refuses a tensor that is transposed in memory; nothing has to be flattened, or use reshape().

Vectors, as in the formula. The gradient of a transposed weight may be transposed itself.
"""


def sgd_update(params, grads, lr):
    return {
        name: theta - lr * grads[name].view(-1).view(theta.shape)
        for name, theta in params.items()
    }
