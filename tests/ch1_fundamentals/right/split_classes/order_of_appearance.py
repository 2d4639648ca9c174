"""The classes in the order in which they appear, then shuffled.

Right: the text compares calls with the same labels, and every choice is equally likely from any first order.
"""

import random
from itertools import pairwise

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = list(dict.fromkeys(labels.tolist()))
    if len(classes) < n_train + n_val:
        raise ValueError("not enough classes")
    random.Random(seed).shuffle(classes)
    bounds = [0, n_train, n_train + n_val, len(classes)]
    parts = [sorted(classes[start:stop]) for start, stop in pairwise(bounds)]
    return tuple(labels.new_tensor(part) for part in parts)
