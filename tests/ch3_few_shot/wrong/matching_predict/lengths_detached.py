"""You take the lengths for constants: the values are right, but the gradient along each embedding is wrong. They depend on zq and zs.

`/ norm.detach()`, or .item() or .data on a norm.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    lengths = zq.norm(dim=1, keepdim=True) * zs.norm(dim=1)
    attention = torch.softmax(zq @ zs.T / lengths.detach(), dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
