"""The split is right, but torch.manual_seed, np.random.seed or random.seed changes all later draws of the program: seed a generator of your own.

The official MAML code divides Omniglot after random.seed(1) and random.shuffle. A training loop that calls
this again repeats its own random numbers.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    torch.manual_seed(seed)
    order = torch.randperm(len(classes)).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
