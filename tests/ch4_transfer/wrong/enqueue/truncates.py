"""You drop the keys that do not fit before the end; they go to the first rows.

Slices end silently at the last row.
"""

from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    fits = min(len(keys), len(queue) - ptr)
    queue[ptr : ptr + fits] = keys[:fits].detach()
    return (ptr + fits) % len(queue)
