"""A running mean, written into tensors of its own.

mean_i = mean_(i-1) + (x_i - mean_(i-1)) / i.
"""


def reptile_update(params, adapted, epsilon):
    mean = {name: value.detach().clone() for name, value in adapted[0].items()}
    for count, one in enumerate(adapted[1:], start=2):
        for name, value in one.items():
            mean[name] += (value.detach() - mean[name]) / count
    return {name: theta.detach() + epsilon * (mean[name] - theta.detach()) for name, theta in params.items()}
