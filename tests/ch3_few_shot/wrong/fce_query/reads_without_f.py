"""You read with h_hat. The attention compares h = h_hat + f with the support rows.

h for the state, h_hat for the attention. Equal for one step.
"""

import torch


def fce_query(f, g, cell, steps):
    h, read_with, c = f, f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(read_with @ g.T, dim=1) @ g
        read_with, c = cell(f, (h + r, c))
        h = read_with + f
    return h
