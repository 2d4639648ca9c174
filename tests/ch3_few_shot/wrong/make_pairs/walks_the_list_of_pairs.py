"""You draw one place in the list of same-class pairs and take those that follow; each pair is drawn on its own.

A start and a range, as for a contiguous batch.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half = n_pairs // 2
    is_alike = labels[:, None] == labels
    i, j = torch.where(is_alike & ~torch.eye(len(labels), dtype=torch.bool))
    alike = (torch.randint(len(i), (1,), generator=generator) + torch.arange(half)) % len(i)
    u, v = torch.where(~is_alike)
    unlike = torch.randint(len(u), (half,), generator=generator)
    return torch.cat([i[alike], u[unlike]]), torch.cat([j[alike], v[unlike]]), torch.arange(n_pairs) < half
