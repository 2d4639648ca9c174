"""You compare by cosine similarity; Prototypical Networks use the squared Euclidean distance.

The similarity of Matching Networks.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    logits = F.cosine_similarity(zq[:, None], prototypes[None], dim=-1)
    return F.cross_entropy(logits, yq), (logits.argmax(dim=1) == yq).double().mean().item()
