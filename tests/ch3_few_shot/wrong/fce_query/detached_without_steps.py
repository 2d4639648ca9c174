"""Without steps you return a detached f: the value is right, but its gradient is missing.

A case of its own for steps=0.
"""

import torch


def fce_query(f, g, cell, steps):
    if steps == 0:
        return f.detach()
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
