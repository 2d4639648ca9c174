"""You set same to 1 for pairs of different classes. It is 1 for pairs of the same class.

The paper's Y is 0 for similar pairs.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    same = torch.arange(n_pairs) >= half
    return tuple(part.to(labels.device) for part in (torch.tensor(i), torch.tensor(j), same))
