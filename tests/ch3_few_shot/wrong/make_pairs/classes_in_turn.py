"""Your same-class pairs take the classes in turn: each has as many as the others. Draw the class of every pair.

A balanced batch, from a random class on: the class of one pair tells that of the next.
"""

import random

import torch


def make_pairs(labels, n_pairs, generator):
    rng = random.Random(int(torch.randint(2**40, (1,), generator=generator)))
    members = {}
    for position, label in enumerate(labels.tolist()):
        members.setdefault(label, []).append(position)
    large = [positions for positions in members.values() if len(positions) > 1]
    start, rows = rng.randrange(len(large)), []
    for number in range(n_pairs // 2):
        rows.append((*rng.sample(large[(start + number) % len(large)], 2), 1))
        one, other = rng.sample(large, 2)
        rows.append((rng.choice(one), rng.choice(other), 0))
    return tuple(torch.tensor(column) for column in zip(*rows, strict=True))
