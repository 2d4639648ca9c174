"""You view the keys, which some memory layouts do not allow; reshape() works on any.

Keys that are a slice or a transpose are not contiguous.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[rows] = keys.detach().view(-1).view(keys.shape)
    return (ptr + len(keys)) % len(queue)
