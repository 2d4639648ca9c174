"""You set negative cosines to 0. Rows that point away from a query get less attention than those at a right angle.

relu or clamp(min=0), harmless after a network whose last layer is a ReLU.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    cosines = F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    return torch.softmax(cosines.clamp(min=0), dim=1) @ F.one_hot(ys, n_way).to(zq.dtype)
