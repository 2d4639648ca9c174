"""Every class gets a random key, and the smallest keys are train.

Right: the ranks of independent uniform keys are a random permutation.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes, n = labels.unique(), n_train + n_val
    if n > classes.numel():
        raise ValueError("not enough classes")
    source = torch.Generator()
    source.manual_seed(seed)
    rank = torch.rand(classes.numel(), generator=source, dtype=torch.float64).argsort().argsort()
    rank = rank.to(labels.device)
    return classes[rank < n_train], classes[(rank >= n_train) & (rank < n)], classes[rank >= n]
