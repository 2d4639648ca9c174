"""Sets and Python's random.Random(seed).sample.

Right: sample raises ValueError by itself when the classes do not suffice, and the set is sorted before.
"""

import random

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = set(labels.tolist())
    chosen = random.Random(seed).sample(sorted(classes), n_train + n_val)
    train, val = set(chosen[:n_train]), set(chosen[n_train:])
    parts = train, val, classes - train - val
    return tuple(torch.tensor(sorted(part), dtype=torch.long, device=labels.device) for part in parts)
