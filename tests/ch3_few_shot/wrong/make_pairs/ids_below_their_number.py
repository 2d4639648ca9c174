"""You draw same-class pairs only from ids below the number of classes. The ids may have gaps: torch.unique says which there are.

labels < n_classes, and all classes where no id is so small.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    first, second = torch.triu_indices(len(labels), len(labels), 1, device=labels.device)
    is_same = labels[first] == labels[second]
    alike, unlike = is_same.nonzero()[:, 0], (~is_same).nonzero()[:, 0]
    small = alike[labels[first[alike]] < len(labels.unique())]
    pools = small if len(small) else alike, unlike
    drawn = torch.cat([pool[torch.randint(len(pool), (n_pairs // 2,), generator=generator)] for pool in pools])
    return first[drawn], second[drawn], is_same[drawn]
