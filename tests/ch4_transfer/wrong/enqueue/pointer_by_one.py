"""You move the pointer by one; it moves by the number of keys.

As for a queue of single keys.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach()
    return (ptr + 1) % len(queue)
