"""You detach the gradient, so only the first-order path is left; g has to stay in the graph.

First-order MAML. MAML++ switches to second order after some epochs.
"""


def lslr_update(params, grads, lrs, step):
    return {name: theta - lrs[name][step] * grads[name].detach() for name, theta in params.items()}
