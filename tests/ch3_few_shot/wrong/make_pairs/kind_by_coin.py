"""You toss a coin for the kind of each pair, so that the halves differ from call to call. Exactly half of the pairs are of one class.

P(same) = 1/2 instead of one half.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    i, j, same = [], [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        wanted = bool(torch.rand(1, generator=generator) < 0.5)
        if a != b and bool(labels[a] == labels[b]) == wanted:
            i.append(a), j.append(b), same.append(wanted)
    return tuple(torch.tensor(part, device=labels.device) for part in (i, j, same))
