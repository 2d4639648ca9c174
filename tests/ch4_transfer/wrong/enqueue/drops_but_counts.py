"""You drop the keys that do not fit before the end, although the pointer counts them; they go to the first rows.

Rows at the beginning keep keys that are older than all others.
"""

from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    fits = min(len(keys), len(queue) - ptr)
    queue[ptr : ptr + fits] = keys[:fits].detach()
    return (ptr + len(keys)) % len(queue)
