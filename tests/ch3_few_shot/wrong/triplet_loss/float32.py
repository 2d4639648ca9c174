"""You convert to float32. The loss keeps the dtype of the embeddings.

.float() as a habit.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    return F.triplet_margin_loss(anchor.float(), positive.float(), negative.float(), margin=margin)
