"""You average the attention of each label. It is summed: a label with more support rows may well get a larger share.

Equal for one shot; otherwise the rows no longer sum to 1.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    targets = F.one_hot(ys, n_way).to(zq.dtype)
    return attention @ targets / targets.sum(dim=0).clamp(min=1)
