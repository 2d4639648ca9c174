"""You squeeze the result, and an axis of length 1 is lost; keep the shape of theta.

squeeze() after taking the rate as a tensor of shape (1,), which makes 0-d entries 1-d.
"""


def lslr_update(params, grads, lrs, step):
    return {
        name: (theta - lrs[name][step : step + 1] * grads[name]).squeeze()
        for name, theta in params.items()
    }
