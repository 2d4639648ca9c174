"""You seed NumPy's global generator with np.random.seed, so all later draws of the program change: use np.random.default_rng(seed).

The usual first lines of a script, copied into a function.
"""

import numpy as np
import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    np.random.seed(seed)
    order = torch.from_numpy(np.random.permutation(len(classes))).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
