"""You write from row ptr + 1 on; the first key goes to row ptr.

The pointer is taken for the last row written.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[(ptr + 1 + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach()
    return (ptr + len(keys)) % len(queue)
