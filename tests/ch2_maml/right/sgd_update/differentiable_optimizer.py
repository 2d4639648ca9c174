"""torch.optim.SGD(differentiable=True) on clones.

With this option the optimiser steps inside the graph, and clones are no leaves of the caller.
"""

import torch


def sgd_update(params, grads, lr):
    stepped = {name: theta.clone() for name, theta in params.items()}
    for name, value in stepped.items():
        value.grad = grads[name]
    optimizer = torch.optim.SGD(list(stepped.values()), lr=lr, differentiable=True)
    optimizer.step()
    return stepped
