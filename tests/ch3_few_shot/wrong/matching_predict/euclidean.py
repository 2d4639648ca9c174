"""You compare by distance. Matching Networks compare by cosine, in which lengths do not count.

softmax(-d^2), as in Prototypical Networks.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(-(zq[:, None] - zs[None]).pow(2).sum(dim=2), dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
