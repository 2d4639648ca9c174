"""softmax of minus the cosine distance, sorted by label, split by counts.

Absent labels split off as empty pieces, whose sum is 0.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    order = ys.argsort()
    distances = 1 - F.normalize(zq, dim=1) @ F.normalize(zs[order], dim=1).T
    pieces = torch.softmax(-distances, dim=1).split(torch.bincount(ys, minlength=n_way).tolist(), dim=1)
    return torch.stack([piece.sum(dim=1) for piece in pieces], dim=1)
