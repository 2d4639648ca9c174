"""F.cosine_similarity of all pairs.

Broadcasts (B, 1, D) against (1, M, D); its eps of 1e-8 only guards against lengths of 0.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = F.cosine_similarity(zq[:, None], zs[None], dim=2).softmax(dim=1)
    return attention @ torch.eye(n_way, dtype=zq.dtype, device=zq.device)[ys]
