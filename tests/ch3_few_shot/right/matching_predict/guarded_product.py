"""A constant of 1e-6 added to the product of the lengths.

The largest that the contract forgives.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    cosines = torch.einsum("bd,md->bm", zq, zs) / (torch.outer(zq.norm(dim=1), zs.norm(dim=1)) + 1e-6)
    return F.softmax(cosines, dim=-1) @ torch.eye(n_way, dtype=zq.dtype, device=zq.device)[ys]
