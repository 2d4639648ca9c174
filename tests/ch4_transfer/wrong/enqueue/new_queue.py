"""You build a new queue; the caller's stays as it was. Write into the tensor that is handed in.

torch.cat makes a new tensor, and the name inside the function is no longer the caller's.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    k = len(queue)
    rolled = torch.cat([queue[ptr:], queue[:ptr]])
    queue = torch.cat([keys.detach(), rolled[len(keys) :]]).roll(ptr, 0)
    return (ptr + len(keys)) % k
