"""You renumber the labels in place, so that the caller's tensor changes. Keep the numbers in a tensor of your own.

labels[labels == c] = k. The pairs are right.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    for number, label in enumerate(labels.unique()):
        labels[labels == label] = number
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
