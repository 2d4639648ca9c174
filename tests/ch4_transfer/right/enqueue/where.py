"""A mask over all rows, gathered from the keys."""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    k, b = len(queue), len(keys)
    age = (torch.arange(k, device=queue.device) - ptr) % k
    candidates = keys.detach()[age.clamp(max=b - 1)]
    queue.copy_(torch.where((age < b).unsqueeze(1), candidates, queue))
    return (ptr + b) % k
