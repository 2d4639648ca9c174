"""torch's global generator inside fork_rng, which puts its state back at the end.

Right: the draws depend on the seed only, and nobody outside can see that the state was borrowed.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        order = torch.randperm(len(classes)).to(labels.device)
    parts = classes[order].split([n_train, n_val, len(classes) - n_train - n_val])
    return tuple(torch.sort(part)[0] for part in parts)
