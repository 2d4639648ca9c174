"""You view the queue as one row of numbers, which some memory layouts do not allow; index its rows instead.

A queue that is a slice or a transpose is not contiguous.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue.view(-1).view(queue.shape)[rows] = keys.detach()
    return (ptr + len(keys)) % len(queue)
