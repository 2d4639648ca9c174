"""You return the same tensor at every call with these arguments; what a caller writes into it comes back at the next call.

functools.cache, or a table of weights that were made before: harmless as long as nobody changes a result.
"""

import functools

import torch


@functools.cache
def msl_weights(n_steps, epoch, n_epochs):
    others = max((1 - epoch / n_epochs) / n_steps, 0.03 / n_steps)
    return torch.tensor([others] * (n_steps - 1) + [1 - others * (n_steps - 1)])
