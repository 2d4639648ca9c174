"""You convert the keys to float32 on their way into a float64 queue; store them as they are.

A .float() on the way.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    positions = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[positions] = keys.detach().float().to(queue.dtype)
    return (ptr + len(keys)) % len(queue)
