"""You write into queue.contiguous() or a reshaped queue, which is a copy where the queue is not contiguous; write its own memory.

A contiguous queue is returned by contiguous() itself.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue.contiguous()[rows] = keys.detach()
    return (ptr + len(keys)) % len(queue)
