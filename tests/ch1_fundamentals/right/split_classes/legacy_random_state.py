"""np.random.RandomState(seed), in the style of scikit-learn, and boolean masks.

Right: an instance of RandomState has a state of its own; masks keep the ascending order of the ids.
"""

import numpy as np
import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    ids = np.unique(labels.cpu().numpy())
    if n_train + n_val > len(ids):
        raise ValueError("not enough classes")
    part_of = np.repeat([0, 1, 2], [n_train, n_val, len(ids) - n_train - n_val])
    np.random.RandomState(seed).shuffle(part_of)
    return tuple(torch.from_numpy(ids[part_of == part]).to(labels.device) for part in range(3))
