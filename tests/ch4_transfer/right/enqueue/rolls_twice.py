"""Turns the queue until ptr is row 0, writes, and turns it back into the same memory."""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    with torch.no_grad():
        turned = queue.roll(-ptr, dims=0)
        turned[: keys.shape[0]] = keys
        queue.copy_(turned.roll(ptr, dims=0))
    return (ptr + keys.shape[0]) % queue.shape[0]
