"""You cut negative rates off at 0; use them as they are: MAML++ learns the direction too.

A rate below zero looks like a mistake, and clamping it hides the gradient that would bring it back.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][step].clamp(min=0) * grads[name] for name, theta in params.items()}
