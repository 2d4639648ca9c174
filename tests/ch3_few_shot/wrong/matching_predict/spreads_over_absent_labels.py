"""You give absent labels a share before you normalise. A label without support rows has the probability 0.

A smoothing constant, so that no logarithm of 0 comes out later.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    shares = attention @ F.one_hot(ys, n_way).to(zq.dtype) + 1e-6
    return shares / shares.sum(dim=1, keepdim=True)
