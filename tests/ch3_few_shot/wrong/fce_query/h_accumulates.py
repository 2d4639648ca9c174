"""You add what came before: h = h + h_hat. It is h_hat + f.

A residual connection around the step instead of one from the input. Equal for one step, since h is f then.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h + h_hat
    return h
