"""np.unique and a NumPy generator of its own.

Right: np.unique sorts a copy, and default_rng(seed) is independent of np.random.
"""

import numpy as np
import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    ids = np.unique(labels.cpu().numpy())
    if n_train + n_val > ids.size:
        raise ValueError(f"{ids.size} classes are too few")
    parts = np.split(np.random.default_rng(seed).permutation(ids), [n_train, n_train + n_val])
    return tuple(torch.from_numpy(np.sort(part)).to(labels.device) for part in parts)
