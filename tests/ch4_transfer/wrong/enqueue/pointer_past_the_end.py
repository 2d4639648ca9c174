"""You return K when the last row has just been filled; the next row is row 0.

A comparison with > where >= is meant.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach()
    new = ptr + len(keys)
    return new - len(queue) if new > len(queue) else new
