"""You put the new tensors into the dict params, which belongs to the caller; fill a new dict.

The tensors are untouched, and the start is lost all the same.
"""


def lslr_update(params, grads, lrs, step):
    for name in params:
        params[name] = params[name] - lrs[name][step] * grads[name]
    return params
