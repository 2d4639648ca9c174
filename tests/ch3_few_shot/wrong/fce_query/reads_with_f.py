"""You always read with f. Every step reads with its h.

f @ g.T in the loop. Equal for one step.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(f @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
