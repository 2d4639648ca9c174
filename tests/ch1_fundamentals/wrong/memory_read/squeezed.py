"""An axis of length 1 disappears in your code (squeeze). read has the shape (B, D) and weights (B, M), whatever the sizes.

squeeze() without an axis.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(beta * similarity, dim=1)
    return (weights @ memory).squeeze(), weights.squeeze()
