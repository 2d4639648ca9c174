"""You leave out the step where the rate is 0, so no gradient reaches this rate; its gradient is -g_k there too.

Nothing moves, so the values are right, but learning cannot bring the rate back.
"""


def lslr_update(params, grads, lrs, step):
    return {
        name: theta.clone() if lrs[name][step] == 0 else theta - lrs[name][step] * grads[name]
        for name, theta in params.items()
    }
