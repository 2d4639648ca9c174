"""You start every step from h = f. It starts from the h of the step before.

A loop whose variable is never updated.
"""

import torch


def fce_query(f, g, cell, steps):
    result, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(f @ g.T, dim=1) @ g
        h_hat, c = cell(f, (f + r, c))
        result = h_hat + f
    return result
