"""You seed the generator anew, so that every call draws the same pairs. Leave its seed alone.

generator.manual_seed(0) at the top.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    generator.manual_seed(0)
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
