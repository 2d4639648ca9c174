"""You take the lengths for constants: the values are right, but the gradient along the vectors is wrong. The lengths depend on key and memory.

`/ norm.detach()`, or .item() or .data on a norm.
"""

import torch


def memory_read(key, memory, beta):
    similarity = key @ memory.T / (key.norm(dim=1, keepdim=True) * memory.norm(dim=1)).detach()
    weights = torch.softmax(beta * similarity, dim=1)
    return weights @ memory, weights
