"""One query at a time under torch.func.vmap, computed in float64.

Converted back at the end.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    targets = F.one_hot(ys, n_way).double()

    def predict(query):
        cosines = F.cosine_similarity(query[None], zs.double(), dim=1)
        return torch.softmax(cosines, dim=0) @ targets

    return torch.func.vmap(predict)(zq.double()).to(zq.dtype)
