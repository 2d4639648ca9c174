"""You treat beta = 0 like no beta at all. It is a beta like others: all slots count alike, and the read is their mean.

`beta or 1.0` is 1.0 for a beta of 0, because 0 counts as false.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax((beta or 1.0) * similarity, dim=1)
    return weights @ memory, weights
