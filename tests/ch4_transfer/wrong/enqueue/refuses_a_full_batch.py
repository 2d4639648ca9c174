"""You refuse a batch as large as the queue; B = K is allowed.

A strict comparison.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    if len(keys) >= len(queue):
        raise ValueError("the batch is too large")
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach()
    return (ptr + len(keys)) % len(queue)
