"""You add up the cosines of each label and take the softmax of the sums. The softmax comes first, over the support rows.

Seen as a classifier with one logit for each class. Rows sum to 1 all the same, and with one row of each label all is equal.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    cosines = F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    return torch.softmax(cosines @ F.one_hot(ys, n_way).to(zq.dtype), dim=1)
