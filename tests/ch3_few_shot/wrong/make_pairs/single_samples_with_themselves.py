"""You draw same-class pairs of every class: one with a single sample is then paired with itself. Draw from classes with two or more.

A class of one sample has no second; repeating the only one hides the error.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    ids = labels.unique()
    i, j = [], []
    for number in range(n_pairs):
        order = torch.randperm(len(ids), generator=generator)
        mine = (labels == ids[order[0]]).nonzero()[:, 0]
        mine = mine[torch.randperm(len(mine), generator=generator)]
        other = mine[-1 if len(mine) == 1 else 1]
        if number >= n_pairs // 2:
            theirs = (labels == ids[order[1]]).nonzero()[:, 0]
            other = theirs[torch.randint(len(theirs), (1,), generator=generator)[0]]
        i.append(mine[0]), j.append(other)
    i, j = torch.stack(i), torch.stack(j)
    return i, j, labels[i] == labels[j]
