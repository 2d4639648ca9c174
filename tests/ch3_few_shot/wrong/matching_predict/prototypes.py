"""You compare with the mean of each label. Matching Networks compare with every support row; the sum comes after the softmax.

Prototypical Networks with cosines.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    targets = F.one_hot(ys, n_way).to(zq.dtype)
    means = targets.T @ zs / targets.sum(dim=0).clamp(min=1)[:, None]
    return torch.softmax(F.normalize(zq, dim=1) @ F.normalize(means, dim=1).T, dim=1)
