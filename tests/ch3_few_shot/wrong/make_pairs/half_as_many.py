"""You return n_pairs pairs of each kind. Asked for are n_pairs in all.

n_pairs read as the number of pairs of one kind.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    i, j = [], []
    while len(i) < 2 * n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < n_pairs):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
