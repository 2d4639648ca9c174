"""You normalise the keys in place; they belong to the caller, and are stored as they are.

Both the queue and the caller's keys change.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    with torch.no_grad():
        keys /= keys.norm(dim=1, keepdim=True)
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys.detach()
    return (ptr + len(keys)) % len(queue)
