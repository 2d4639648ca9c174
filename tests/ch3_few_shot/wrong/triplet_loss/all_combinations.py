"""You compare each anchor with all positives and negatives of the batch. Row t of the three is one triplet.

Broadcast distances, as in batch-all mining.
"""

import torch
import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = torch.cdist(anchor, positive), torch.cdist(anchor, negative)
    return F.relu(near[:, :, None] - far[:, None, :] + margin).mean()
