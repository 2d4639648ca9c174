"""You seed numpy with the generator's initial seed, so that every call draws the same pairs. Draw the seed from the generator.

initial_seed() does not change as the generator moves on.
"""

import numpy as np
import torch


def make_pairs(labels, n_pairs, generator):
    source = np.random.default_rng(generator.initial_seed())
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = source.choice(len(labels), 2, replace=False).tolist()
        if bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
