"""You compare directions only (cosine). The loss is the mean squared error.

Common between embeddings.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return (1 - F.cosine_similarity(regressor(fs).flatten(1), ft.detach().flatten(1))).mean()
