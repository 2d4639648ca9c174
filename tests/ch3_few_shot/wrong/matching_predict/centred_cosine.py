"""You subtract the mean of each row first, which makes a correlation of the cosine. The rows enter as they are.

Pearson's correlation.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    zq, zs = (rows - rows.mean(dim=1, keepdim=True) for rows in (zq, zs))
    attention = torch.softmax(F.normalize(zq, dim=1, eps=1e-6) @ F.normalize(zs, dim=1, eps=1e-6).T, dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
