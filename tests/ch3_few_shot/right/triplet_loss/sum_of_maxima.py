"""Python's sum of Python's max.

Where nothing costs anything, it ends with the number 0.
"""

import torch


def triplet_loss(anchor, positive, negative, margin):
    pairs = [(torch.dist(a, p), torch.dist(a, n)) for a, p, n in zip(anchor, positive, negative, strict=True)]
    return sum(max(0.0, near - far + margin) for near, far in pairs) / len(pairs)
