"""You write the keys in reversed order; the first key goes to row ptr, the next one behind it.

Newest first, as in a stack.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach().flip(0)
    return (ptr + len(keys)) % len(queue)
