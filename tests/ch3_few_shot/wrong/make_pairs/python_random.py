"""You draw from Python's random module, which has a state of its own. All draws come from the generator.

random.sample, unseeded.
"""

import random

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = random.sample(range(len(labels)), 2)
        if bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
