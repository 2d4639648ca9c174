"""Seed 0 is treated as no seed at all, and gives a new split at each call: `if seed` is false for 0, so ask `seed is not None`, or simply use seed.

`seed or None` and `if seed:` are common in command line scripts, where 0 is the default.
"""

import numpy as np
import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    order = torch.from_numpy(np.random.default_rng(seed or None).permutation(len(classes))).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
