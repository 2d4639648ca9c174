"""You clear the .grad of the keys; they are left as they are, their .grad too.

zero_grad belongs to the training loop.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[rows] = keys.detach()
    if keys.is_leaf:
        keys.grad = None
    return (ptr + len(keys)) % len(queue)
