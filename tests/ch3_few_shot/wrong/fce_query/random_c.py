"""You start from a c that is drawn at random. It is 0 at the start, and nothing is random.

torch.randn for a first state.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.randn(f.shape, dtype=f.dtype).to(f.device)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
