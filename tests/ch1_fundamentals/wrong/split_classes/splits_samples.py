"""You divide the samples, not the classes: a class then has samples in all parts, and nothing is new in the test. Shuffle torch.unique(labels).

The habit of supervised learning, where a random split of the samples is right.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    if n_train + n_val > len(labels):
        raise ValueError("not enough samples")
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed)).to(labels.device)
    parts = order[:n_train], order[n_train : n_train + n_val], order[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
