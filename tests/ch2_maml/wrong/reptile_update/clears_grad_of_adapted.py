"""You clear the .grad of the adapted tensors; they belong to the caller, so leave it.

zero_grad() by hand, out of habit from a training loop.
"""


def reptile_update(params, adapted, epsilon):
    for one in adapted:
        for value in one.values():
            if value.is_leaf:
                value.grad = None
    return {
        name: theta.detach() + epsilon * sum(one[name].detach() - theta.detach() for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
