"""You draw one first sample for all different-class pairs of a call. Every pair is drawn on its own, both its samples.

An anchor, and others to compare it with. Over many calls every sample is the anchor.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    def one_of(mask):
        found = mask.nonzero()[:, 0]
        return int(found[torch.randint(len(found), (), generator=generator)])

    positions = torch.arange(len(labels), device=labels.device)
    table = labels[:, None] == labels
    anchor = one_of(positions >= 0)
    pairs = []
    for _ in range(n_pairs // 2):
        first = one_of(table.sum(dim=1) > 1)
        pairs.append((first, one_of(table[first] & (positions != first)), 1))
        pairs.append((anchor, one_of(~table[anchor]), 0))
    return tuple(torch.tensor(pairs, device=labels.device).T)
