"""You multiply by beta after the softmax, so the weights sum to beta and do not become sharper. beta belongs inside.

softmax(cos) * beta.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = beta * torch.softmax(similarity, dim=1)
    return weights @ memory, weights
