"""You write a batch that does not fit from row 0 on; it begins at ptr and goes on at row 0.

The rows from ptr to the end then keep their old keys.
"""

from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    if ptr + len(keys) > len(queue):
        ptr = 0
    queue[ptr : ptr + len(keys)] = keys.detach()
    return (ptr + len(keys)) % len(queue)
