"""The rates as a tuple of scalars.

unbind and a Python index; the graph stays.
"""


def lslr_update(params, grads, lrs, step):
    stepped = {}
    for name, theta in params.items():
        rate = lrs[name].unbind()[step]
        stepped[name] = theta.sub(grads[name].mul(rate))
    return stepped
