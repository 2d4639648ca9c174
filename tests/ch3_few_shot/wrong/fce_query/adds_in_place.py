"""You write h = f and then add to h in place, which changes the caller's f. Start from a copy, or write h = h + ...

h = f is a second name for the same tensor.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c, origin = f, torch.zeros_like(f), f.clone()
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(origin, (h + r, c))
        if h.requires_grad:
            h = h_hat + origin
        else:
            h.copy_(h_hat.detach() + origin)
    return h_hat + origin if steps else f
