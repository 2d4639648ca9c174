"""When b has the same values as a, you compute one triangle of the table and mirror it. Entry [i, j] then depends on a[j] and b[i], and the gradients go to the wrong rows.

Saves half of the work within one batch; the values are right.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    dists = (a[:, None] - b[None]).pow(2).sum(dim=-1)
    if torch.equal(a, b):
        dists = dists.triu() + dists.triu(diagonal=1).T
    return dists
