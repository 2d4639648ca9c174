"""You divide support and query by their lengths in place, so the caller's tensors are changed. Write support = support / ... instead of support /= ...

`/=` on an argument. The labels are right.
"""


def nearest_neighbour_predict(support, support_y, query, metric):
    if metric == "cosine":
        support /= support.norm(dim=1, keepdim=True)
        query /= query.norm(dim=1, keepdim=True)
    elif metric != "euclidean":
        raise ValueError(metric)
    distances = (query[:, None] - support[None]).square().sum(dim=2)
    return support_y[distances.argmin(dim=1)]
