"""You return logarithms. Asked for are the probabilities themselves; each row sums to 1.

As the loss will need them.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return (attention @ F.one_hot(ys, n_way).to(zq.dtype)).clamp(min=1e-12).log()
