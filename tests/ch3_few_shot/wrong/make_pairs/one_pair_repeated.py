"""You draw one pair of each kind and repeat it. Every pair is drawn on its own.

expand of a single draw. Over many calls every pair comes all the same.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < 2:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < 1):
            i.append(a), j.append(b)
    i = torch.tensor(i, device=labels.device).repeat_interleave(half)
    j = torch.tensor(j, device=labels.device).repeat_interleave(half)
    return i, j, labels[i] == labels[j]
