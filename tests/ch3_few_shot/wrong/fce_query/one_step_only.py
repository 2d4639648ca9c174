"""You take one step, whatever steps says.

The loop forgotten.
"""

import torch


def fce_query(f, g, cell, steps):
    if not steps:
        return f
    r = torch.softmax(f @ g.T, dim=1) @ g
    return cell(f, (f + r, torch.zeros_like(f)))[0] + f
