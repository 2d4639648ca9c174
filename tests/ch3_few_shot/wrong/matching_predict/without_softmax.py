"""You divide the cosines by their sum. The attention is a softmax: exponentials, divided by their sum.

Normalised by the sum instead of the softmax; negative cosines give negative shares.
"""

import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    cosines = F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    attention = cosines / cosines.sum(dim=1, keepdim=True)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
