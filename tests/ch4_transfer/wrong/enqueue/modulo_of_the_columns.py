"""You take rows and pointer modulo D; the queue has K rows.

queue.shape[1], as in MoCo's published code, whose queue is (D, K).
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    k = queue.shape[1]
    queue[(ptr + torch.arange(len(keys), device=queue.device)) % k] = keys.detach()
    return (ptr + len(keys)) % k
