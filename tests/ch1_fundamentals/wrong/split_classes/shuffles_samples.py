"""A class with many samples comes into train more often: you shuffle the samples and take the classes in the order in which they appear. Shuffle the classes.

Walking through the shuffled data and noting each new class looks like a shuffle of the classes.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed)).tolist()
    ids = labels.tolist()
    appearing = list(dict.fromkeys(ids[position] for position in order))
    if n_train + n_val > len(appearing):
        raise ValueError("not enough classes")
    shuffled = torch.tensor(appearing, device=labels.device)
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
