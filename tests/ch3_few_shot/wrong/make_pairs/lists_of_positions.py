"""You return i and j as lists of numbers. They are tensors, like same, on the device of labels.

.tolist(). Lists index a tensor just as well.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    first, second = torch.triu_indices(len(labels), len(labels), 1, device=labels.device)
    is_same = labels[first] == labels[second]
    pools = is_same.nonzero()[:, 0], (~is_same).nonzero()[:, 0]
    drawn = torch.cat([pool[torch.randint(len(pool), (n_pairs // 2,), generator=generator)] for pool in pools])
    return first[drawn].tolist(), second[drawn].tolist(), is_same[drawn]
