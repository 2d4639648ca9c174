"""An empty part is float32 in your answer: torch.tensor([]) cannot know the type of entries that are not there. Pass dtype=torch.int64.

The default dtype of an empty list. It shows as soon as the part is concatenated with, or used as, an index.
"""

import random

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    ids = sorted(set(labels.tolist()))
    if n_train + n_val > len(ids):
        raise ValueError("not enough classes")
    random.Random(seed).shuffle(ids)
    parts = ids[:n_train], ids[n_train : n_train + n_val], ids[n_train + n_val :]
    return tuple(torch.tensor(sorted(part), device=labels.device) for part in parts)
