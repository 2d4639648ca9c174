"""You draw without replacement, so that few possible pairs give too few. n_pairs come, some of them more than once if need be.

randperm(...)[:half], which is shorter when there are fewer.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    first, second = torch.triu_indices(len(labels), len(labels), 1, device=labels.device)
    is_same = labels[first] == labels[second]
    pools = is_same.nonzero()[:, 0], (~is_same).nonzero()[:, 0]
    drawn = torch.cat([pool[torch.randperm(len(pool), generator=generator)[: n_pairs // 2]] for pool in pools])
    return first[drawn], second[drawn], is_same[drawn]
