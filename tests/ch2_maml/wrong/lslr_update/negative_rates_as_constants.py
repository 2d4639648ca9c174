"""You use rates of 0 and below as constants, so no gradient reaches them; their gradient is -g_k there too.

A guard that is to stop a rate from falling further stops it from rising as well.
"""


def lslr_update(params, grads, lrs, step):
    result = {}
    for name, theta in params.items():
        rate = lrs[name][step]
        result[name] = theta - (rate if rate > 0 else rate.detach()) * grads[name]
    return result
