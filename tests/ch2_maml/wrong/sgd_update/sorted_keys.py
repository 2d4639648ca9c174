"""You sort the keys; keep the order of params.

jax sorts the keys of a dict, and code from there does too.
"""


def sgd_update(params, grads, lr):
    return {name: params[name] - lr * grads[name] for name in sorted(params)}
