"""You sort labels in place, so that they no longer belong to the samples, and positions in them are those of others.

labels.copy_(labels.sort().values): within the call everything fits.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    labels.copy_(labels.sort().values)
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
