"""Unit vectors compared by their squared distance.

|u - v|^2 = 2 - 2 cos, and a softmax forgets the constant.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    u, v = zq / zq.norm(dim=1, keepdim=True), zs / zs.norm(dim=1, keepdim=True)
    attention = torch.softmax(-(u[:, None] - v[None]).pow(2).sum(dim=2) / 2, dim=1)
    return torch.einsum("bm,mc->bc", attention, F.one_hot(ys, num_classes=n_way).to(attention))
