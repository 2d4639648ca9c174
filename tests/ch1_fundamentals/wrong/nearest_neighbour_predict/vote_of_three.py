"""You let the three nearest rows vote. Here one neighbour decides, the nearest.

A k-nearest-neighbour classifier with more than one neighbour; scikit-learn's takes five by default.
"""

import torch.nn.functional as F


def nearest_neighbour_predict(support, support_y, query, metric):
    if metric == "euclidean":
        distances = (query[:, None] - support[None]).square().sum(dim=2)
    elif metric == "cosine":
        distances = 1 - F.normalize(query, dim=1) @ F.normalize(support, dim=1).T
    else:
        raise ValueError(metric)
    nearest = distances.topk(min(3, len(support)), largest=False).indices
    return support_y[nearest].mode(dim=1).values
