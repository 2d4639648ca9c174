"""scatter_add_ into zeros, with the labels expanded to every query.

In place on a buffer of its own; autograd follows.
"""

import torch


def matching_predict(zq, zs, ys, n_way):
    lengths = zq.norm(dim=1)[:, None] * zs.norm(dim=1)[None] + 1e-8
    attention = torch.softmax((zq @ zs.T) / lengths, dim=1)
    shares = torch.zeros(len(zq), n_way, dtype=zq.dtype, device=zq.device)
    return shares.scatter_add_(1, ys.expand(len(zq), -1), attention)
