"""You detach g where it is compared: the values are right, but half of its gradient is missing.

g serves as key and as value; one of them is cut off.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.detach().T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
