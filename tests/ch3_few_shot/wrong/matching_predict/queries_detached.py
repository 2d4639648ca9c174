"""You detach the queries: the values are right, but no gradient reaches zq.

.data on the wrong argument.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq.detach(), dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
