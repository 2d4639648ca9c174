"""torch.optim.SGD on copies, with theta - mean as the gradient.

A step of rate epsilon against theta - mean is the Reptile step; the copies belong to nobody else.
"""

import torch


def reptile_update(params, adapted, epsilon):
    copies = {name: theta.detach().clone().requires_grad_() for name, theta in params.items()}
    for name, copy in copies.items():
        copy.grad = sum(copy.detach() - one[name].detach() for one in adapted) / len(adapted)
    torch.optim.SGD(copies.values(), lr=epsilon).step()
    return copies
