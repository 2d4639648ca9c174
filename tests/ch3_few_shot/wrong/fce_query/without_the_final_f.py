"""You return h_hat. After every step f is added again: h = h_hat + f.

The skip connection forgotten everywhere.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h, c = cell(f, (h + r, c))
    return h
