"""You normalise the keys; they are stored as they are.

With keys of length 1 nothing is to be seen.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    keys = keys.detach() / keys.detach().norm(dim=1, keepdim=True)
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % len(queue)] = keys
    return (ptr + len(keys)) % len(queue)
