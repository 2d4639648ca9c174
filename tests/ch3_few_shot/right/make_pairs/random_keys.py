"""Random keys over the table of all pairs: the largest keys win.

torch.topk would need distinct pairs; the keys are drawn anew for every pair.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    n = len(labels)
    is_same = (labels[:, None] == labels).cpu()
    usable = ~torch.eye(n, dtype=torch.bool)
    flat = []
    for kind in (is_same & usable, ~is_same):
        keys = torch.rand(n_pairs // 2, n * n, generator=generator) * kind.flatten()
        flat.append(keys.argmax(dim=1))
    flat = torch.cat(flat).to(labels.device)
    i, j = flat // n, flat % n
    return i, j, labels[i] == labels[j]
