"""A class first, then two of its samples; for the other half two classes, then a sample of each.

All classes alike, whatever their sizes, those of a single sample too where classes differ.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    ids, sizes = labels.unique(return_counts=True)
    large = ids[sizes > 1]
    members = {int(label): (labels == label).nonzero()[:, 0] for label in ids}

    def some(values, count):
        return values[torch.randperm(len(values), generator=generator)[:count].to(values.device)]

    i, j = [], []
    for _ in range(n_pairs // 2):
        a, b = some(members[int(some(large, 1))], 2)
        one, other = some(ids, 2).tolist()
        c, d = some(members[one], 1)[0], some(members[other], 1)[0]
        i += [a, c]
        j += [b, d]
    return torch.stack(i), torch.stack(j), torch.tensor([1, 0] * (n_pairs // 2), device=labels.device)
