"""You compare n_train and n_val with the number of classes one by one, but 4 + 2 classes do not fit into 5 either: compare their sum.

Validation of each argument for itself.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if max(n_train, n_val) > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
