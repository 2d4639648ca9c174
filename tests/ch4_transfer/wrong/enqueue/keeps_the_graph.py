"""You store keys with their graph, so the queue requires a gradient afterwards; store their values only.

The values are right. Every batch would keep the graphs of all batches before.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys
    return (ptr + len(keys)) % len(queue)
