"""Where the rate is 0 you return the tensor of params itself; every value of the result is a new tensor.

A shortcut: nothing has to be computed there.
"""


def lslr_update(params, grads, lrs, step):
    result = {}
    for name, theta in params.items():
        rate = lrs[name][step]
        result[name] = theta if rate == 0 and not rate.requires_grad else theta - rate * grads[name]
    return result
