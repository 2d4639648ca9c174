"""A loop over queries, with the unbatched form of the cell.

One-dimensional f, h and c.
"""

import torch


def fce_query(f, g, cell, steps):
    rows = []
    for query in f:
        h, c = query, torch.zeros_like(query)
        for _ in range(steps):
            r = torch.softmax(g @ h, dim=0) @ g
            h_hat, c = cell(query, (h + r, c))
            h = h_hat + query
        rows.append(h)
    return torch.stack(rows)
