"""When the anchor needs no gradient, you give the other two none either. Each needs its own, whatever the anchor does.

set_grad_enabled(anchor.requires_grad), as if the anchor were trained in any case.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def triplet_loss(anchor: Tensor, positive: Tensor, negative: Tensor, margin: float) -> Tensor:
    with torch.set_grad_enabled(anchor.requires_grad):
        return F.triplet_margin_loss(anchor, positive, negative, margin=margin)
