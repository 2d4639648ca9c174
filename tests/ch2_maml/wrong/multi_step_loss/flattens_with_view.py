"""You flatten with view(-1), which torch refuses for the transpose of a tensor; use reshape(-1) or flatten().

view() works for every tensor that lies in memory row by row, as most do.
"""

import torch
import torch.nn.functional as F


def multi_step_loss(fn, params, task, lr, weights):
    xs, ys, xq, yq = task
    theta = dict(params)
    losses = []
    for _ in weights:
        loss = F.mse_loss(fn(theta, xs), ys)
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=True)
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        losses.append(F.mse_loss(fn(theta, xq).reshape(-1), yq.view(-1)))
    return weights @ torch.stack(losses)
