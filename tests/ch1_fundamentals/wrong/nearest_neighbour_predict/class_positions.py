"""You number the classes 0, 1, 2, ... by their order. Return the labels as they stand in support_y, gaps included.

The inverse of torch.unique, or a LabelEncoder, never turned back.
"""

import torch.nn.functional as F


def nearest_neighbour_predict(support, support_y, query, metric):
    if metric == "euclidean":
        distances = (query[:, None] - support[None]).square().sum(dim=2)
    elif metric == "cosine":
        distances = 1 - F.normalize(query, dim=1) @ F.normalize(support, dim=1).T
    else:
        raise ValueError(metric)
    _, numbered = support_y.unique(return_inverse=True)
    return numbered[distances.argmin(dim=1)]
