"""You clamp the probabilities at 1e-8 here already. A label without support rows has the probability 0; the loss does the clamping.

The clamp of matching_loss, moved forward. In float32 the difference is below every tolerance.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return (attention @ F.one_hot(ys, n_way).to(zq.dtype)).clamp(min=1e-8)
