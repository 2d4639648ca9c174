"""You start a second generator from the same seed, and so what comes into val follows from train; draw both from one generator.

One function for cutting off a part, called twice with the seed.
"""

import torch


def split_classes(labels, n_train, n_val, seed):
    ids = labels.unique()
    if n_train + n_val > len(ids):
        raise ValueError("more classes than there are")
    order = torch.randperm(len(ids), generator=torch.Generator().manual_seed(seed))
    train, rest = ids[order[:n_train]].sort().values, ids[order[n_train:]].sort().values
    order = torch.randperm(len(rest), generator=torch.Generator().manual_seed(seed))
    return train, rest[order[:n_val]].sort().values, rest[order[n_val:]].sort().values
