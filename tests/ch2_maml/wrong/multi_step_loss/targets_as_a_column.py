"""You turn targets of shape (n,) into a column, so that every prediction meets every target; keep their shape.

A habit from networks with one output, whose prediction is (n, 1).
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
        losses.append(((fn(theta, xq) - (yq[:, None] if yq.ndim == 1 else yq)) ** 2).mean())
    return weights @ torch.stack(losses)
