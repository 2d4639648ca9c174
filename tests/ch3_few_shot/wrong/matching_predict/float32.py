"""You convert to float32. The result keeps the dtype of the embeddings.

.float() as a habit, here on the one-hot labels' account.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq.float(), dim=1) @ F.normalize(zs.float(), dim=1).T, dim=1)
    return attention @ F.one_hot(ys, n_way).float()
