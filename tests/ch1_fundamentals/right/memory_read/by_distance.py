"""The cosine from the distance between directions: |u - v|^2 = 2 - 2 cos.

Right: the constant cancels in the softmax, so -beta / 2 times the squared distance is enough.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    u, v = key / key.norm(dim=1, keepdim=True), memory / memory.norm(dim=1, keepdim=True)
    apart = (u.unsqueeze(1) - v.unsqueeze(0)).square().sum(dim=2)
    weights = F.softmax(-beta / 2 * apart, dim=1)
    return torch.mm(weights, memory), weights
