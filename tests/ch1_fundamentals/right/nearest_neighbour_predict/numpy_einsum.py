"""numpy: einsum for the products, argsort for the order.

Right: the first of the sorted rows is the nearest; a guard of 1e-12 does not move the cosine.
"""

import numpy as np
import torch


def nearest_neighbour_predict(support, support_y, query, metric):
    s, q = support.detach().cpu().numpy(), query.detach().cpu().numpy()
    products = np.einsum("bd,md->bm", q, s)
    if metric == "euclidean":
        table = np.einsum("md,md->m", s, s) - 2 * products
    elif metric == "cosine":
        table = -products / (np.linalg.norm(q, axis=1)[:, None] * np.linalg.norm(s, axis=1) + 1e-12)
    else:
        raise ValueError(f"no such metric: {metric}")
    return support_y[torch.from_numpy(table.argsort(axis=1)[:, 0]).to(support_y.device)]
