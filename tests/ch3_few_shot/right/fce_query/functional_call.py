"""torch.func.functional_call with the cell's own parameters.

Log-softmax for the attention.
"""

import torch


def fce_query(f, g, cell, steps):
    own = dict(cell.named_parameters())
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        weights = torch.log_softmax(h @ g.transpose(0, 1), dim=-1).exp()
        h_hat, c = torch.func.functional_call(cell, own, (f, (torch.addmm(h, weights, g), c)))
        h = torch.add(h_hat, f)
    return h
