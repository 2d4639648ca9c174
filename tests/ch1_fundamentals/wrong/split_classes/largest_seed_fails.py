"""You add to seed before you use it, so the largest one, 2**32 - 1, is too large for your generator: use seed as it is.

np.random.RandomState takes seeds up to 2**32 - 1 and raises for larger ones.
"""

import numpy as np
import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    order = torch.from_numpy(np.random.RandomState(seed + 1).permutation(len(classes)))
    shuffled = classes[order.to(labels.device)]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
