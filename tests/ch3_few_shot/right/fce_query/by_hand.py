"""The cell written out with its parameters, the softmax with exponentials.

Gates in torch's order: input, forget, candidate, output.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, 0 * f
    for _ in range(steps):
        scores = h @ g.T
        weights = torch.exp(scores - scores.amax(dim=1, keepdim=True))
        r = (weights / weights.sum(dim=1, keepdim=True)) @ g
        gates = f @ cell.weight_ih.T + cell.bias_ih + (h + r) @ cell.weight_hh.T + cell.bias_hh
        i, forget, candidate, o = gates.chunk(4, dim=1)
        c = torch.sigmoid(forget) * c + torch.sigmoid(i) * torch.tanh(candidate)
        h = torch.sigmoid(o) * torch.tanh(c) + f
    return h
