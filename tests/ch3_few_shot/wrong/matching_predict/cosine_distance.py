"""You put the cosine distance into the softmax without a minus sign, so that the least similar row gets most attention.

1 - cos is small where rows are alike.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    distances = 1 - F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    return torch.softmax(distances, dim=1) @ F.one_hot(ys, n_way).to(zq.dtype)
