"""An axis of length 1 disappears from your result (squeeze). It has the shape (B, n_way), whatever the sizes.

squeeze() on what is returned.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return (attention @ F.one_hot(ys, n_way).to(zq.dtype)).squeeze()
