"""You shuffle each class once in a call and pair neighbours: two that are none cannot come. Draw two for every pair.

Many calls together hold any two samples, one call does not.
"""

import random

import torch


def make_pairs(labels, n_pairs, generator):
    rng = random.Random(int(torch.randint(2**40, (1,), generator=generator)))
    members = {}
    for position, label in enumerate(labels.tolist()):
        members.setdefault(label, []).append(position)
    large = [rng.sample(positions, len(positions)) for positions in members.values() if len(positions) > 1]
    rows = []
    for _ in range(n_pairs // 2):
        positions = rng.choice(large)
        first = rng.randrange(len(positions) - 1)
        rows.append((*positions[first : first + 2], 1))
        one, other = rng.sample(large, 2)
        rows.append((rng.choice(one), rng.choice(other), 0))
    return tuple(torch.tensor(column) for column in zip(*rows, strict=True))
