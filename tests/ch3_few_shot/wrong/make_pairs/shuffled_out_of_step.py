"""You shuffle the pairs and not same, so that they no longer go in step. Use one permutation for all three.

A shuffle at the end, of i and j only.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    order = torch.randperm(n_pairs, generator=generator).roll(1)
    same = torch.arange(n_pairs) < half
    if torch.equal(same[order], same):
        order = order.flip(0)
    i, j = torch.tensor(i)[order], torch.tensor(j)[order]
    return i.to(labels.device), j.to(labels.device), same.to(labels.device)
