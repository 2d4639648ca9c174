"""torch.utils._pytree maps over both dicts.

grads is put into the order of params first, for a map over dicts runs by position in some versions.
"""

from torch.utils._pytree import tree_map


def sgd_update(params, grads, lr):
    ordered = {name: grads[name] for name in params}
    return tree_map(lambda theta, g: theta - lr * g, dict(params), ordered)
