"""You let queue and keys share memory when the batch fills the queue; copy the keys.

.data = keys is a second name for the same numbers.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    if len(keys) == len(queue) and ptr == 0:
        queue.data = keys.detach()
        return 0
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach()
    return (ptr + len(keys)) % len(queue)
