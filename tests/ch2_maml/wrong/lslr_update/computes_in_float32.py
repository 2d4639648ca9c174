"""You convert to float32; keep the dtype that you are given.

A cautious .float(). Nothing is seen in float32.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta.float() - lrs[name][step].float() * grads[name].float() for name, theta in params.items()}
