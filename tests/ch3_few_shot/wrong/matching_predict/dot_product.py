"""You compare by inner product, in which long rows win. Divide by both lengths: the cosine has none of them.

The attention of sequence models. Equal only where all rows have length 1.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(zq @ zs.T, dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
