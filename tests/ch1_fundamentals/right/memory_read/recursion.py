"""Recursion over the keys: the first key, then the rest.

Right: keys do not influence each other.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.cosine_similarity(key[:1], memory, dim=1)
    weights = torch.softmax(beta * similarity, dim=0)[None]
    read = (weights.T * memory).sum(dim=0, keepdim=True)
    if len(key) == 1:
        return read, weights
    rest = memory_read(key[1:], memory, beta)
    return torch.cat([read, rest[0]]), torch.cat([weights, rest[1]])
