"""You draw any two samples and look up the kind afterwards. Exactly half of the pairs are of one class, not as many as chance gives.

With many classes hardly any pair is of one class.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    i = torch.randint(len(labels), (n_pairs,), generator=generator)
    j = (i + torch.randint(1, len(labels), (n_pairs,), generator=generator)) % len(labels)
    i, j = i.to(labels.device), j.to(labels.device)
    return i, j, labels[i] == labels[j]
