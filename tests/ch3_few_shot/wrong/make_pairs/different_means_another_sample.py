"""You draw the second sample of a different-class pair from all others, so that it can be of the same class. Draw from the other classes.

With hundreds of classes it rarely shows, and same says 0 all the same.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half, i, j = n_pairs // 2, [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if a != b and (len(i) >= half or labels[a] == labels[b]):
            i.append(a), j.append(b)
    same = torch.arange(n_pairs) < half
    return tuple(part.to(labels.device) for part in (torch.tensor(i), torch.tensor(j), same))
