"""The first step with its zeros written out, the others in a loop.

steps = 0 is an exit of its own.
"""

import torch
import torch.nn.functional as F


def fce_query(f, g, cell, steps):
    if steps < 1:
        return f

    def read(h):
        return (F.softmax(g @ h.T, dim=0).T.unsqueeze(2) * g).sum(dim=1)

    h_hat, c = cell(f, (f + read(f), torch.zeros_like(f)))
    for _ in range(1, steps):
        h_hat, c = cell(f, (h_hat + f + read(h_hat + f), c))
    return h_hat + f
