"""You divide by the lengths of the support rows only, so that long queries are more certain. A cosine divides by both lengths.

The official formulation of some repositories: cosine up to the length of the query, which plays a temperature.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(zq @ F.normalize(zs, dim=1).T, dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
