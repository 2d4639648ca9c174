"""You run over grads, so the result lists its keys in the order of grads; keep the order of params.

Harmless until somebody pairs the values by position, as the tuple of torch.autograd.grad invites.
"""


def sgd_update(params, grads, lr):
    return {name: params[name] - lr * g for name, g in grads.items()}
