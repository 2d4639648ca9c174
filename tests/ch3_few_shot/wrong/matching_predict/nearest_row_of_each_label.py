"""You keep only the most similar row of each label. All support rows take part, each with its share.

Nearest neighbour by class, then a softmax over classes. Equal for one shot.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    cosines = F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    columns = [cosines.masked_fill(ys != label, -float("inf")).amax(dim=1) for label in range(n_way)]
    return torch.softmax(torch.stack(columns, dim=1), dim=1)
