"""You add r to c. It belongs to the hidden state: cell(f, (h + r, c)).

The other half of the state.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h, c + r))
        h = h_hat + f
    return h
