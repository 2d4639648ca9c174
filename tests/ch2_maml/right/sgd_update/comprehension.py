"""Two products and a difference, entry by entry.

A dict comprehension runs in the order of params.
"""


def sgd_update(params, grads, lr):
    return {name: params[name] + grads[name] * -lr for name in params}
