"""You detach what is read: the values are right, but the support set learns nothing through it.

r.detach().
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = (torch.softmax(h @ g.T, dim=1) @ g).detach()
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
