"""You return int32 labels, and int64 was asked for: PyTorch's usual dtype of labels.

Converted with .int(), which is int32.
"""

import torch.nn.functional as F


def nearest_neighbour_predict(support, support_y, query, metric):
    if metric == "euclidean":
        distances = (query[:, None] - support[None]).square().sum(dim=2)
    elif metric == "cosine":
        distances = 1 - F.normalize(query, dim=1) @ F.normalize(support, dim=1).T
    else:
        raise ValueError(metric)
    return support_y[distances.argmin(dim=1)].int()
