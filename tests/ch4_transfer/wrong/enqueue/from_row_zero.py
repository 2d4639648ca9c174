"""You write from row 0 on; the first key goes to row ptr.

The pointer is only counted.
"""

from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    queue[: len(keys)] = keys.detach()
    return (ptr + len(keys)) % len(queue)
