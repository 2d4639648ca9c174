"""You normalise the rows first: that measures angles (2 - 2 cos). The distance is between the rows as they are, with their lengths.

Usual in contrastive learning, where embeddings lie on the unit sphere.
"""

import torch
import torch.nn.functional as F


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = F.normalize(a, dim=1), F.normalize(b, dim=1)
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
