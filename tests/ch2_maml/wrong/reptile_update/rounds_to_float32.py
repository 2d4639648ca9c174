"""You compute in float32 and convert the result back, which rounds float64 inputs; compute in the dtype that you are given.

The dtype of the result is right, its last digits are not.
"""


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        start = theta.detach().float()
        move = sum(one[name].detach().float() - start for one in adapted) / len(adapted)
        result[name] = (start + epsilon * move).to(theta.dtype)
    return result
