"""Log-sum-exp over the rows of each label, exponentiated at the end.

An absent label has -inf, whose exponential is 0; it is given as a constant.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    log_attention = torch.log_softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    columns = []
    for label in range(n_way):
        mine = log_attention[:, ys == label]
        columns.append(mine.logsumexp(dim=1).exp() if mine.shape[1] else torch.zeros_like(log_attention[:, 0]))
    return torch.stack(columns, dim=1)
