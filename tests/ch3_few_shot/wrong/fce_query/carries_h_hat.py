"""You hand h_hat + r to the cell. Its hidden state is h + r, and h contains f.

h for the attention, h_hat for the state. Equal for one step.
"""

import torch


def fce_query(f, g, cell, steps):
    h, h_hat, c = f, f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h_hat + r, c))
        h = h_hat + f
    return h
