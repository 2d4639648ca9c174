"""You divide by the lengths of the queries only; long support rows still get more attention. A cosine divides by both lengths.

F.normalize on what is compared, forgotten on what it is compared with.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ zs.T, dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
