"""You return short parts when there are too few classes, since a slice never complains: compare n_train + n_val with the number of classes, and raise ValueError.

Slicing beyond the end of a tensor is silent.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
