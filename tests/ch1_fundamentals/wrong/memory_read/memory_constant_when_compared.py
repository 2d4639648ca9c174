"""You detach the memory where it is compared with the key, so half of its gradient is missing. The slots act on the weights too.

Keys cut off, values not.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory.detach(), dim=1).T
    weights = torch.softmax(beta * similarity, dim=1)
    return weights @ memory, weights
