"""You flatten with view(), which refuses a tensor that is transposed in memory; nothing has to be flattened, or use reshape().

The parameters as one vector, as in the formula.
"""


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        start = theta.detach().view(-1)
        move = sum(one[name].detach().view(-1) - start for one in adapted) / len(adapted)
        result[name] = (start + epsilon * move).view(theta.shape)
    return result
