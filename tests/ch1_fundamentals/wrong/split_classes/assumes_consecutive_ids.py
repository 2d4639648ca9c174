"""You take 0..max(labels) for the class ids, so ids that never occur are split as well: with gaps between the ids, only torch.unique(labels) knows them.

`n_classes = labels.max() + 1` is right for most toy data, and wrong for a filtered or relabelled data set.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.arange(int(labels.max()) + 1, device=labels.device)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
