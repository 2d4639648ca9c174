"""One long vector, each rate repeated for the elements of its name.

Reshaping, repeating and splitting keep values and graph.
"""

import torch


def lslr_update(params, grads, lrs, step):
    sizes = [value.numel() for value in params.values()]
    theta = torch.cat([value.reshape(-1) for value in params.values()])
    slope = torch.cat([grads[name].reshape(-1) for name in params])
    rates = torch.cat([lrs[name][step].repeat(size) for name, size in zip(params, sizes, strict=True)])
    pieces = (theta - rates * slope).split(sizes)
    return {name: piece.view(params[name].shape) for name, piece in zip(params, pieces, strict=True)}
