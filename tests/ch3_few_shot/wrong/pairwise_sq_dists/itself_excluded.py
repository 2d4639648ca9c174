"""Where a and b are one tensor, you put a large number on the diagonal. The distance of a row to itself is 0.

Taken from a search for nearest neighbours, in which no row shall find itself.
"""

import torch


def pairwise_sq_dists(a, b):
    sq_dists = (a[:, None] - b[None]).pow(2).sum(dim=-1)
    if a is b:
        sq_dists = sq_dists + 1e9 * torch.eye(len(a), dtype=a.dtype, device=a.device)
    return sq_dists
