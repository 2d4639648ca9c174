"""One key after the other."""

from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    for key in keys.detach():
        queue[ptr] = key
        ptr = ptr + 1 if ptr + 1 < len(queue) else 0
    return ptr
