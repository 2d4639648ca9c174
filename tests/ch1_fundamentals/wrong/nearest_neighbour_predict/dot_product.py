"""With "cosine" you compare dot products, in which long rows win. Divide by the lengths of both vectors.

A dot product is the cosine only where all rows have length 1.
"""


def nearest_neighbour_predict(support, support_y, query, metric):
    if metric == "euclidean":
        distances = (query[:, None] - support[None]).square().sum(dim=2)
    elif metric == "cosine":
        distances = -query @ support.T
    else:
        raise ValueError(metric)
    return support_y[distances.argmin(dim=1)]
