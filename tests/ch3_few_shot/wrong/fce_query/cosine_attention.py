"""You attend by cosine. In here the softmax is taken of plain inner products.

The attention of matching_predict.
"""

import torch
import torch.nn.functional as F


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(F.normalize(h, dim=1) @ F.normalize(g, dim=1, eps=1e-6).T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
