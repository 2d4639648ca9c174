"""Your softmax runs over the queries, so that they compete for each support row. For each query the support rows compete.

dim=0 of a (B, M) table.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=0) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
