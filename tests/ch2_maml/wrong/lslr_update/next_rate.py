"""You use the rate after the one of this step; the rate of step `step` is lrs[k][step].

MAML++'s published code keeps n + 1 rates per name, which leaves room for this slip.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][(step + 1) % len(lrs[name])] * grads[name] for name, theta in params.items()}
