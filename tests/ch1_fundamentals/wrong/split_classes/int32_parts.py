"""Your parts are int32: the text asks for int64, the dtype of labels, which class ids can be compared and concatenated with.

numpy arrays made with dtype=int are int32 on some systems (Windows, before NumPy 2), and .int() is int32.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values.int() for part in parts)
