"""Up to the end by one slice, the rest by another."""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    first = min(len(keys), len(queue) - ptr)
    with torch.no_grad():
        queue[ptr : ptr + first] = keys[:first]
        queue[: len(keys) - first] = keys[first:]
    return (ptr + len(keys)) % len(queue)
