"""Every seed gives the same split: shuffle the classes before you cut them, with a generator on which you call manual_seed(seed).

The fixed lists of published benchmarks, for instance CUB in the code of Chen et al. 2019, which takes every
second class for training and divides the others in turn. A torch.Generator() that is never seeded acts alike.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    order = torch.arange(len(classes), device=labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
