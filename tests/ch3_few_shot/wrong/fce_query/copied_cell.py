"""You step with a copy of the cell, so that the gradient reaches the copy's parameters and not those you were handed.

copy.deepcopy, to be sure that nothing is changed.
"""

import copy

import torch


def fce_query(f, g, cell, steps):
    own = copy.deepcopy(cell)
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = own(f, (h + r, c))
        h = h_hat + f
    return h
