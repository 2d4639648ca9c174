"""You draw the second sample of a different-class pair from all others and look up the kind: more than half are of one class then.

The flag is right; the halves are not.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and (len(i) >= half or labels[a] == labels[b]):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
