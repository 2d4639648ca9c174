"""You read the normalised slots. They are normalised only to be compared; what is read is the memory as it is stored.

`memory = F.normalize(memory)` and then the old name again.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    memory = F.normalize(memory, dim=1)
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(beta * similarity, dim=1)
    return weights @ memory, weights
