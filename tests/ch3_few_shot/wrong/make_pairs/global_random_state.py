"""You draw from torch's global random state: hand generator=generator to every random call.

Forgotten in one of four places.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a = int(torch.randint(len(labels), (1,), generator=generator))
        b = int(torch.randint(len(labels), (1,)))
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
