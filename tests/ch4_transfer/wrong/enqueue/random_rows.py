"""You overwrite rows at random; the oldest ones leave first.

A reservoir in the place of a queue.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[torch.randperm(len(queue), device=queue.device)[: len(keys)]] = keys.detach()
    return (ptr + len(keys)) % len(queue)
