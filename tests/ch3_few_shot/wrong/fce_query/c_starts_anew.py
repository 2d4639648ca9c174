"""You set c to 0 in every step. It is carried from one step to the next.

c = zeros inside of the loop, or h_hat, _ = cell(...). Equal for one step.
"""

import torch


def fce_query(f, g, cell, steps):
    h = f
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, _ = cell(f, (h + r, torch.zeros_like(f)))
        h = h_hat + f
    return h
