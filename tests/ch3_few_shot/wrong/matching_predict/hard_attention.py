"""You give all attention to the most similar row. Every support row takes part, with its share of the softmax.

Nearest neighbour. No gradient either.
"""

import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    nearest = (F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T).argmax(dim=1)
    return F.one_hot(ys[nearest], n_way).to(zq.dtype)
