"""Only classes with two or more samples take part, in both halves.

Whether single samples come in different-class pairs is free. The lower position is always i.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    ids, sizes = labels.unique(return_counts=True)
    large = ids[sizes > 1].tolist()
    members = [(labels == label).nonzero()[:, 0].tolist() for label in large]

    def number(below):
        return int(torch.randint(below, (1,), generator=generator))

    pairs = []
    for _ in range(n_pairs // 2):
        mine = members[number(len(members))]
        first = number(len(mine))
        second = (first + 1 + number(len(mine) - 1)) % len(mine)
        pairs.append((mine[first], mine[second], True))
    for _ in range(n_pairs // 2):
        one = number(len(members))
        other = (one + 1 + number(len(members) - 1)) % len(members)
        pairs.append((members[one][number(len(members[one]))], members[other][number(len(members[other]))], False))
    pairs = [(min(a, b), max(a, b), same) for a, b, same in pairs]
    return tuple(torch.tensor(part, device=labels.device) for part in zip(*pairs, strict=True))
