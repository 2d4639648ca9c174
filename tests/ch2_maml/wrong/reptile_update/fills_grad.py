"""You store theta - theta_i in the .grad of params; it belongs to the caller, so compute the move as a value.

Reptile with an outer optimiser puts the difference there, followed by optimizer.step().
"""


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        move = sum(theta.detach() - one[name].detach() for one in adapted) / len(adapted)
        if theta.is_leaf:
            theta.grad = move
        result[name] = theta.detach() - epsilon * move
    return result
