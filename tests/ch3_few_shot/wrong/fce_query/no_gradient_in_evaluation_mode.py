"""In evaluation mode your result has no gradient. The mode switches dropout, not autograd.

Evaluation taken for inference: the cell may be in either mode, and the result is differentiable in both.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    with torch.set_grad_enabled(cell.training):
        for _ in range(steps):
            r = torch.softmax(h @ g.T, dim=1) @ g
            h_hat, c = cell(f, (h + r, c))
            h = h_hat + f
    return h
