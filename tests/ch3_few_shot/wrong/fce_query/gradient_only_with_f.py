"""You switch gradients off when f needs none. The parameters of cell need theirs all the same.

set_grad_enabled(f.requires_grad), with an encoder that is frozen.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    with torch.set_grad_enabled(f.requires_grad):
        for _ in range(steps):
            r = torch.softmax(h @ g.T, dim=1) @ g
            h_hat, c = cell(f, (h + r, c))
            h = h_hat + f
    return h
