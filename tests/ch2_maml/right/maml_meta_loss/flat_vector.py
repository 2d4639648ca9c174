"""All parameters in one flat vector that is cut up again for fn.

One tensor to differentiate with respect to, as in the notation of the papers.
"""

import torch


def maml_meta_loss(fn, params, tasks, lr, steps):
    def unflatten(vector):
        pieces = vector.split([value.numel() for value in params.values()])
        return {name: piece.view(params[name].shape) for name, piece in zip(params, pieces, strict=True)}

    def loss(vector, x, y):
        return torch.nn.functional.mse_loss(fn(unflatten(vector), x), y)

    flat = torch.cat([value.reshape(-1) for value in params.values()])
    losses = []
    for xs, ys, xq, yq in tasks:
        theta = flat.clone()
        for _ in range(steps):
            (grad,) = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True)
            theta = theta - lr * grad
        losses.append(loss(theta, xq, yq))
    return torch.stack(losses).mean()
