"""You squeeze the difference of two rows, so that with a single feature the batch is taken for one long vector.

`squeeze()` is added against a stray axis of size 1, and removes every axis of size 1.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near = (anchor - positive).squeeze().norm(dim=-1)
    far = (anchor - negative).squeeze().norm(dim=-1)
    return F.relu(near - far + margin).mean()
