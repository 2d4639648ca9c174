"""You compute in float32 and convert back: the dtype is right, the digits are lost. Stay in the dtype of the embeddings.

.float() at the start, .to(dtype) at the end.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    return F.triplet_margin_loss(anchor.float(), positive.float(), negative.float(), margin=margin).to(anchor.dtype)
