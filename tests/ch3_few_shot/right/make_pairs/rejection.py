"""Any two samples are drawn until the kind fits.

Every possible pair is equally likely; `same` is of int64.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    i, j = [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) % 2 == 0):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, (labels[i] == labels[j]).long()
