"""You give each same-class pair a different-class pair with the same first sample. Every pair is drawn on its own.

Anchor, positive and negative, as a triplet loss wants them.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    def one_of(mask):
        found = mask.nonzero()[:, 0]
        return int(found[torch.randint(len(found), (), generator=generator)])

    positions = torch.arange(len(labels), device=labels.device)
    table = labels[:, None] == labels
    pairs = []
    for _ in range(n_pairs // 2):
        anchor = one_of(table.sum(dim=1) > 1)
        pairs.append((anchor, one_of(table[anchor] & (positions != anchor)), 1))
        pairs.append((anchor, one_of(~table[anchor]), 0))
    return tuple(torch.tensor(pairs, device=labels.device).T)
