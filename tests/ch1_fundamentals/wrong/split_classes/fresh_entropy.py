"""You use a generator of your own, but seed does not reach it, so it starts from the clock: two calls with one seed differ. Pass seed when you create it.

np.random.default_rng() and random.Random() without a number take fresh entropy from the system.
"""

import numpy as np
import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    order = torch.from_numpy(np.random.default_rng().permutation(len(classes))).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
