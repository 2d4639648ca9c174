"""You scale the embeddings to length 1 first. They enter as they are.

FaceNet's embeddings live on a sphere.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    anchor, positive, negative = (F.normalize(rows, dim=1) for rows in (anchor, positive, negative))
    near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
    return F.relu(near - far + margin).mean()
