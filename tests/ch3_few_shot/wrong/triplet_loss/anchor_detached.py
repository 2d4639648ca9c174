"""You detach the anchor: the loss is right, but no gradient reaches it. All three come from one encoder.

"The anchor stays, the others move."
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor.detach() - positive).norm(dim=1), (anchor.detach() - negative).norm(dim=1)
    return F.relu(near - far + margin).mean()
