"""Only the ten most similar support rows share the attention of a query. All of them do, however many there are.

A limit taken from nearest-neighbour search; right for small support sets.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    cosines = F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    kept = cosines.topk(min(10, len(zs)), dim=1)
    attention = torch.zeros_like(cosines).scatter(1, kept.indices, kept.values.softmax(dim=1))
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
