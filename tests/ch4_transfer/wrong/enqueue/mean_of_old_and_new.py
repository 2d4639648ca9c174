"""You mix the new keys with the old rows; a key replaces what was there.

Momentum is for the encoder, not for the queue.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    positions = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[positions] = 0.5 * queue[positions] + 0.5 * keys.detach()
    return (ptr + len(keys)) % len(queue)
