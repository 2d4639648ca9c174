"""You sort the class ids as text, in which 110 comes before 20; sort them as numbers.

The ids went through strings, names of folders for instance.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    order = torch.randperm(len(classes), generator=torch.Generator().manual_seed(seed))
    shuffled = classes[order.to(labels.device)]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(torch.tensor(sorted(part.tolist(), key=str), dtype=torch.int64, device=labels.device) for part in parts)
