"""The attention is added to the column of its label.

index_add, out of place, on a buffer of zeros.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=-1) @ F.normalize(zs, dim=-1).T, dim=-1)
    return attention.new_zeros(len(zq), n_way).index_add(1, ys, attention)
