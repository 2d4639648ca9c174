"""You run all steps but the last without a graph: the values are right, the gradients are those of a single step.

Fixed-point thinking.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for step in range(steps):
        with torch.set_grad_enabled(step == steps - 1):
            r = torch.softmax(h @ g.T, dim=1) @ g
            h_hat, c = cell(f, (h + r, c))
            h = h_hat + f
    return h
