"""You draw train at random, and cut val and test from the others in ascending order: the smallest id left over is always in val. Cut all three from one shuffle.

`torch.unique(torch.cat([...]))` or a set difference sorts the classes that are left.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    rest = order[n_train:].sort().values
    parts = classes[order[:n_train]], classes[rest[:n_val]], classes[rest[n_val:]]
    return tuple(part.sort().values for part in parts)
