"""You leave the class with id 0 out of the same-class pairs. Every number can be an id.

`if label and ...`, where 0 counts as false.
"""

import random

import torch


def make_pairs(labels, n_pairs, generator):
    rng = random.Random(int(torch.randint(2**40, (1,), generator=generator)))
    members = {}
    for position, label in enumerate(labels.tolist()):
        members.setdefault(label, []).append(position)
    large = [positions for positions in members.values() if len(positions) > 1]
    named = [positions for label, positions in members.items() if label and len(positions) > 1]
    rows = []
    for _ in range(n_pairs // 2):
        rows.append((*rng.sample(rng.choice(named), 2), 1))
        one, other = rng.sample(large, 2)
        rows.append((rng.choice(one), rng.choice(other), 0))
    return tuple(torch.tensor(column) for column in zip(*rows, strict=True))
