"""You pair each class with the next one only. Any two classes can meet.

(c + 1) % n in the sorted list of ids.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    ids, sizes = labels.unique(return_counts=True)
    half, i, j = n_pairs // 2, [], []
    for number in range(n_pairs):
        large = (sizes > 1).nonzero()[:, 0] if number < half else torch.arange(len(ids))
        at = int(large[torch.randint(len(large), (1,), generator=generator)[0]])
        mine = (labels == ids[at]).nonzero()[:, 0]
        mine = mine[torch.randperm(len(mine), generator=generator)]
        if number < half:
            a, b = mine[:2]
        else:
            theirs = (labels == ids[(at + 1) % len(ids)]).nonzero()[:, 0]
            a, b = mine[0], theirs[torch.randint(len(theirs), (1,), generator=generator)[0]]
        i.append(a), j.append(b)
    i, j = torch.stack(i), torch.stack(j)
    return i, j, labels[i] == labels[j]
