"""You sort the labels themselves: labels.numpy() shares its memory with labels, so sorting in place tears labels and images apart. Work on a copy.

ndarray.sort() and np.random.shuffle work in place; torch.unique, np.unique and sorted do not.
"""

import numpy as np
import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    array = labels.cpu().numpy()
    array.sort()
    classes = torch.from_numpy(array[np.diff(array, prepend=-1) > 0]).to(labels.device)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
