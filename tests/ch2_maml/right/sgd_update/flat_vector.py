"""One long vector, cut up again.

Reshaping and splitting keep values, order and graph.
"""

import torch


def sgd_update(params, grads, lr):
    theta = torch.cat([value.reshape(-1) for value in params.values()])
    slope = torch.cat([grads[name].reshape(-1) for name in params])
    pieces = (theta - lr * slope).split([value.numel() for value in params.values()])
    return {name: piece.view(params[name].shape) for name, piece in zip(params, pieces, strict=True)}
