"""You return a list; the result is a tensor.

Enough for a loop over the steps.
"""


def msl_weights(n_steps, epoch, n_epochs):
    non_final = max(1 - epoch / n_epochs, 0.03) / n_steps
    return [non_final] * (n_steps - 1) + [1 - (n_steps - 1) * non_final]
