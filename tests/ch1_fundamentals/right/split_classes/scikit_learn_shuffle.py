"""sklearn.utils.shuffle with random_state, in a list instead of a tuple.

Right: random_state=seed makes a RandomState of its own, and a list unpacks like a tuple.
"""

import torch
from sklearn.utils import shuffle


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    shuffled = torch.from_numpy(shuffle(classes.cpu().numpy(), random_state=seed)).to(labels.device)
    sizes = [n_train, n_val, len(classes) - n_train - n_val]
    return [part.sort().values for part in shuffled.split(sizes)]
