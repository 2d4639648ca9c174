"""A gradient step on half the mean squared distance to the adapted parameters.

The gradient of 1/2 mean_i |theta - theta_i|^2 is theta - mean_i theta_i (Nichol 2018 explain Reptile so).
"""

import torch


def reptile_update(params, adapted, epsilon):
    copies = {name: theta.detach().clone().requires_grad_() for name, theta in params.items()}
    distance = sum(((copies[name] - one[name].detach()) ** 2).sum() for one in adapted for name in copies)
    grads = torch.autograd.grad(distance / (2 * len(adapted)), list(copies.values()))
    return {name: copies[name].detach() - epsilon * grad for name, grad in zip(copies, grads, strict=True)}
