"""You divide by beta as if it were a temperature. It multiplies the cosines: a large beta makes the read sharper.

tau of later papers is 1 / beta.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(similarity / beta, dim=1)
    return weights @ memory, weights
