"""You take the lengths of the support rows for constants: the values are right, but the gradient that reaches zs is wrong.

The support set normalised once, under no_grad.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    lengths = zs.norm(dim=1).detach()
    attention = torch.softmax(F.normalize(zq, dim=1) @ zs.T / lengths, dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
