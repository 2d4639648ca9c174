"""You leave out the entries that do not require grad; every entry of params takes the step.

A filter from the set-up of an optimiser.
"""


def lslr_update(params, grads, lrs, step):
    return {
        name: theta - lrs[name][step] * grads[name] if theta.requires_grad else theta
        for name, theta in params.items()
    }
