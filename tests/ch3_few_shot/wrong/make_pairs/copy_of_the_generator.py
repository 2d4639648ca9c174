"""You draw from a copy of the generator, so that the generator itself stays where it was and the next call draws the same pairs.

clone_state(), or set_state on a fresh one.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    source = torch.Generator()
    source.set_state(generator.get_state())
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=source).tolist()
        if a != b and bool(labels[a] == labels[b]) == (len(i) < half):
            i.append(a), j.append(b)
    i, j = torch.tensor(i, device=labels.device), torch.tensor(j, device=labels.device)
    return i, j, labels[i] == labels[j]
