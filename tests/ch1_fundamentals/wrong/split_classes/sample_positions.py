"""You return the positions of the samples in labels; a part holds class ids, each of them once.

torch.isin(labels, part).nonzero(), which is what a loader needs later.
"""

import torch


def split_classes(labels, n_train, n_val, seed):
    ids = labels.unique()
    if n_train + n_val > len(ids):
        raise ValueError("more classes than there are")
    shuffled = ids[torch.randperm(len(ids), generator=torch.Generator().manual_seed(seed))]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(torch.isin(labels, part).nonzero().squeeze(1) for part in parts)
