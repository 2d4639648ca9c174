"""The constant that guards your division is so large that lengths matter: between short rows the longer one wins.

1e-4 beside a product of two lengths looks small. Seen with rows and queries of length 0.01.
"""

import torch


def nearest_neighbour_predict(support, support_y, query, metric):
    if metric == "euclidean":
        distances = torch.cdist(query, support)
    elif metric == "cosine":
        lengths = query.norm(dim=1, keepdim=True) * support.norm(dim=1)
        distances = 1 - query @ support.T / (lengths + 1e-4)
    else:
        raise ValueError(metric)
    return support_y[distances.argmin(dim=1)]
