"""You switch requires_grad off in the keys; they belong to the caller. detach() gives you their values.

The queue is right.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    if keys.is_leaf:
        keys.requires_grad_(False)
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[rows] = keys.detach()
    return (ptr + len(keys)) % len(queue)
