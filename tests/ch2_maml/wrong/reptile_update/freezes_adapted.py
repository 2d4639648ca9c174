"""You switch requires_grad off for the tensors of adapted; they belong to the caller, so use detach() or no_grad.

The result is right, and the next gradient at the adapted parameters fails.
"""


def reptile_update(params, adapted, epsilon):
    for one in adapted:
        for value in one.values():
            if value.is_leaf:
                value.requires_grad_(False)
    return {
        name: theta.detach() + epsilon * sum(one[name].detach() - theta.detach() for one in adapted) / len(adapted)
        for name, theta in params.items()
    }
