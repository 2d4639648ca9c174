"""You do not use what is read. The hidden state is h + r.

cell(f, (h, c)): an LSTM that never looks at the support set. With nothing to read all is equal.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        h_hat, c = cell(f, (h, c))
        h = h_hat + f
    return h
