"""You always take the first sample of a class for a different-class pair. Each of its samples can come.

(labels == c).nonzero()[0].
"""

import torch


def make_pairs(labels, n_pairs, generator):
    ids, sizes = labels.unique(return_counts=True)
    half, i, j = n_pairs // 2, [], []
    for number in range(n_pairs):
        if number < half:
            large = ids[sizes > 1]
            mine = (labels == large[torch.randint(len(large), (1,), generator=generator)[0]]).nonzero()[:, 0]
            a, b = mine[torch.randperm(len(mine), generator=generator)[:2]]
        else:
            a, b = ((labels == label).nonzero()[0, 0] for label in ids[torch.randperm(len(ids), generator=generator)[:2]])
        i.append(a), j.append(b)
    i, j = torch.stack(i), torch.stack(j)
    return i, j, labels[i] == labels[j]
