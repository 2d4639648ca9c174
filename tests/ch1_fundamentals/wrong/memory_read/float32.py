"""You convert to float32. The results keep the dtype of key and memory.

.float() as a habit.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    key, memory = key.float(), memory.float()
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(beta * similarity, dim=1)
    return weights @ memory, weights
