"""You pass over classes with exactly two samples. Two are enough for a pair.

> 2 for >= 2.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    ids, sizes = labels.unique(return_counts=True)
    half, i, j = n_pairs // 2, [], []
    for number in range(n_pairs):
        if number < half:
            large = ids[sizes > 2] if (sizes > 2).any() else ids[sizes > 1]
            mine = (labels == large[torch.randint(len(large), (1,), generator=generator)[0]]).nonzero()[:, 0]
            a, b = mine[torch.randperm(len(mine), generator=generator)[:2]]
        else:
            a = torch.randint(len(labels), (1,), generator=generator)[0].to(labels.device)
            others = (labels != labels[a]).nonzero()[:, 0]
            b = others[torch.randint(len(others), (1,), generator=generator)[0]]
        i.append(a), j.append(b)
    i, j = torch.stack(i), torch.stack(j)
    return i, j, labels[i] == labels[j]
