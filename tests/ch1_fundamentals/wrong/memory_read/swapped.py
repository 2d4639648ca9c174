"""You return the weights first. The order is read, then weights.

The order in which they are computed.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(beta * similarity, dim=1)
    return weights, weights @ memory
