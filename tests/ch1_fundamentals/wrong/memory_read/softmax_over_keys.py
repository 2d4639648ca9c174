"""Your softmax runs over the keys, so each column sums to 1. The slots compete with each other: it belongs along their axis.

dim=0 of a (B, M) table.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(beta * similarity, dim=0)
    return weights @ memory, weights
