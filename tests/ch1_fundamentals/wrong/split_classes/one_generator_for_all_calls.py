"""Your generator is seeded once and then moves on from call to call, so the same seed gives another split later: create and seed it within the call.

A generator in a global variable, seeded at its first use, as one would do it for a data loader.
"""

import torch

GENERATORS: dict[int, torch.Generator] = {}


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError("not enough classes")
    generator = GENERATORS.setdefault(seed, torch.Generator().manual_seed(seed))
    order = torch.randperm(len(classes), generator=generator).to(labels.device)
    shuffled = classes[order]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
