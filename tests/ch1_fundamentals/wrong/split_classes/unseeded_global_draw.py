"""Your shuffle draws from the global random state, and seed goes unused: two calls with one seed differ. Hand a generator seeded with seed to the shuffle.

The argument `generator=` is easily forgotten: torch.randperm works without it.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    order = torch.randperm(len(classes)).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
