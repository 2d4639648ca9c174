"""The total move as a constant added to params, the result with create_graph=True.

theta + (adapted - theta).detach() has the adapted values and the identity as its derivative.
"""

import torch


def fomaml_grads(fn, params, tasks, lr, steps):
    options = {"allow_unused": True, "materialize_grads": True, "create_graph": True}
    result = dict.fromkeys(params, 0.0)
    for xs, ys, xq, yq in tasks:
        theta = {name: value.detach().requires_grad_() for name, value in params.items()}
        for _ in range(steps):
            grads = torch.autograd.grad(torch.nn.MSELoss()(fn(theta, xs), ys), list(theta.values()), **options)
            theta = {name: theta[name] - lr * grad for name, grad in zip(theta, grads, strict=True)}
        shifted = {name: value + (theta[name] - value).detach() for name, value in params.items()}
        grads = torch.autograd.grad(torch.nn.MSELoss()(fn(shifted, xq), yq), list(params.values()), **options)
        result = {name: result[name] + grad / len(tasks) for name, grad in zip(result, grads, strict=True)}
    return result
