"""You seed Python's global generator with random.seed, so all later draws of the program change: use an instance of your own, random.Random(seed).

The official MAML code divides Omniglot after random.seed(1) and random.shuffle.
"""

import random

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    ids = sorted(set(labels.tolist()))
    if n_train + n_val > len(ids):
        raise ValueError("not enough classes")
    random.seed(seed)
    random.shuffle(ids)
    parts = ids[:n_train], ids[n_train : n_train + n_val], ids[n_train + n_val :]
    return tuple(torch.tensor(sorted(part), dtype=torch.int64, device=labels.device) for part in parts)
