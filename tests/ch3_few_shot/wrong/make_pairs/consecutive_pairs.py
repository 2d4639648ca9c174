"""You draw only where to start in the list of all pairs, and take those that follow. Every pair is drawn on its own.

An offset into the list. Over many calls every pair comes all the same.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    first, second = torch.triu_indices(len(labels), len(labels), 1, device=labels.device)
    is_same = labels[first] == labels[second]
    drawn = []
    for pool in (is_same.nonzero()[:, 0], (~is_same).nonzero()[:, 0]):
        start = int(torch.randint(len(pool), (), generator=generator))
        drawn.append(pool[(start + torch.arange(n_pairs // 2, device=labels.device)) % len(pool)])
    return first[torch.cat(drawn)], second[torch.cat(drawn)], is_same[torch.cat(drawn)]
