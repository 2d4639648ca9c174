"""You switch requires_grad off for params; it belongs to the caller, and meta-training would stop at once.

The quick answer to 'a leaf Variable that requires grad is being used in an in-place operation'.
"""


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        theta.requires_grad_(False)
        mean = sum(one[name].detach() for one in adapted) / len(adapted)
        result[name] = theta + epsilon * (mean - theta)
    return result
