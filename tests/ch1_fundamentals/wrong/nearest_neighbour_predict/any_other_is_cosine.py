"""You take every metric that is not "euclidean" for "cosine". Another name is a ValueError, else a typing error goes unnoticed.

A bare else for the second metric.
"""

import torch.nn.functional as F


def nearest_neighbour_predict(support, support_y, query, metric):
    if metric == "euclidean":
        distances = (query[:, None] - support[None]).square().sum(dim=2)
    else:
        distances = 1 - F.normalize(query, dim=1) @ F.normalize(support, dim=1).T
    return support_y[distances.argmin(dim=1)]
