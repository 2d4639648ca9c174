"""torch's own attention, with one-hot labels for values and a scale of 1.

Queries and keys normalised before.
"""

import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    query, key = F.normalize(zq, dim=1), F.normalize(zs, dim=1)
    value = F.one_hot(ys, n_way).to(zq.dtype)
    return F.scaled_dot_product_attention(query[None], key[None], value[None], scale=1.0)[0]
