"""You divide by 0.01 where an embedding is shorter than that. Only a guard of up to 1e-6 leaves short embeddings right.

F.normalize with an eps that is no longer small beside the rows.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def matching_predict(zq: Tensor, zs: Tensor, ys: Tensor, n_way: int) -> Tensor:
    cosines = F.normalize(zq, dim=1, eps=1e-2) @ F.normalize(zs, dim=1, eps=1e-2).T
    attention = torch.softmax(cosines, dim=1)
    return attention @ F.one_hot(ys, n_way).to(attention.dtype)
