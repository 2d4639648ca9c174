"""You write into a copy of the queue; indexing with a list of positions makes one.

queue[positions].copy_(keys) changes what the index has copied out, not the queue.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    positions = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[positions].copy_(keys.detach())
    return (ptr + len(keys)) % len(queue)
