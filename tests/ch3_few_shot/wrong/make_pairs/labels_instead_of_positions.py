"""You return the labels of the samples. i and j are positions in labels.

labels[i], labels[j].
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return labels[i], labels[j], labels[i] == labels[j]
