"""A class can be in train and in val: you draw them independently of each other. Draw one order of the classes, and cut it into three pieces.

One random.sample or randperm for each part, from all classes instead of from what is left.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    other = torch.randperm(len(classes), generator=generator).to(labels.device)
    parts = classes[order[:n_train]], classes[other[:n_val]], classes[order[n_train + n_val :]]
    return tuple(part.sort().values for part in parts)
