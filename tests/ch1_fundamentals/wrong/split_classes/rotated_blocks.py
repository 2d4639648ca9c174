"""You only shift the start, so neighbouring class ids always stay together: shuffle the classes (torch.randperm) instead of rolling or cutting blocks.

Folds of cross-validation are often contiguous blocks. Neighbouring ids are often alike: the characters of one
alphabet of Omniglot follow on each other.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    shift = int(torch.randint(len(classes), (1,), generator=generator))
    order = torch.arange(len(classes), device=labels.device).roll(shift)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
