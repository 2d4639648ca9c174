"""You detach the keys in place, with detach_(): that cuts the caller's tensor from its graph. detach() gives a new one.

The queue is right.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach_()
    return (ptr + len(keys)) % len(queue)
