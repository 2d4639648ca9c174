"""You return positions in the sorted labels. i and j are positions in labels as they were handed in.

sort() without argsort().
"""

import torch


def make_pairs(labels, n_pairs, generator):
    own = labels.sort().values
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(own), (2,), generator=generator).tolist()
        if a != b and bool(own[a] == own[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, own[i] == own[j]
