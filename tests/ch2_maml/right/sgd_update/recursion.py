"""The first entry, then the rest.

Merging dicts from left to right keeps the order.
"""


def sgd_update(params, grads, lr):
    if not params:
        return {}
    name, *others = params
    stepped = params[name].sub(lr * grads[name])
    return {name: stepped} | sgd_update({other: params[other] for other in others}, grads, lr)
