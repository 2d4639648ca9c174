"""You return one row for each label. Asked for is one row for each query, and one column for each label.

targets.T @ attention.T.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return F.one_hot(ys, n_way).to(zq.dtype).T @ attention.T
