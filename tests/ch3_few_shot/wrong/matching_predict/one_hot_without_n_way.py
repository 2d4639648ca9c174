"""You let one_hot find out how many labels there are. It counts up to the largest that occurs; n_way may be more.

F.one_hot(ys) has max(ys) + 1 columns.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return attention @ F.one_hot(ys).to(zq.dtype)
