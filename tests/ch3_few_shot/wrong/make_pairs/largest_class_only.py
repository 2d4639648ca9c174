"""You draw all same-class pairs from the largest class. All classes with two or more samples can come.

mode() of the labels.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    mine = (labels == labels.mode().values).nonzero()[:, 0]
    for number in range(n_pairs):
        if number < half:
            a, b = mine[torch.randperm(len(mine), generator=generator)[:2]]
        else:
            a = torch.randint(len(labels), (1,), generator=generator)[0].to(labels.device)
            others = (labels != labels[a]).nonzero()[:, 0]
            b = others[torch.randint(len(others), (1,), generator=generator)[0]]
        i.append(a), j.append(b)
    i, j = torch.stack(i), torch.stack(j)
    return i, j, labels[i] == labels[j]
