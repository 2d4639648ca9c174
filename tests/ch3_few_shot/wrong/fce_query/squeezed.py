"""An axis of length 1 disappears in your code (squeeze). The result has the shape (B, D), whatever the sizes.

squeeze() at the end.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h.squeeze()
