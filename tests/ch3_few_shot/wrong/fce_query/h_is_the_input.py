"""You hand h to the cell as its input. The input is f in every step.

The recurrence put into both places. Equal for one step.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(h, (h + r, c))
        h = h_hat + f
    return h
