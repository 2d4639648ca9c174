"""You take the absolute value of the cosines: opposite rows are as unlike as can be.

abs() against negative similarities.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    cosines = F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    return torch.softmax(cosines.abs(), dim=1) @ F.one_hot(ys, n_way).to(zq.dtype)
