"""where() on the (B, M, n_way) table.

No matrix product with labels.
"""

import torch


def matching_predict(zq, zs, ys, n_way):
    cosines = (zq @ zs.T) / zq.norm(dim=1).unsqueeze(1) / zs.norm(dim=1)
    attention = (cosines - cosines.logsumexp(dim=1, keepdim=True)).exp()
    is_mine = ys[:, None] == torch.arange(n_way, device=ys.device)
    return torch.where(is_mine, attention[:, :, None], 0.0).sum(dim=1)
