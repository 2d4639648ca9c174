"""All possible pairs are listed, and n_pairs / 2 of each list are drawn, each at most once if there are enough.

torch.combinations; without replacement where that is possible; shuffled at the end.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    every = torch.combinations(torch.arange(len(labels)))
    is_same = (labels[every[:, 0]] == labels[every[:, 1]]).cpu()
    half, chosen = n_pairs // 2, []
    for kind in (True, False):
        some = every[is_same == kind]
        order = torch.randperm(len(some), generator=generator)
        chosen.append(some[order.repeat(half // len(some) + 1)[:half]])
    pairs = torch.cat(chosen)[torch.randperm(n_pairs, generator=generator)].to(labels.device)
    return pairs[:, 0], pairs[:, 1], (labels[pairs[:, 0]] == labels[pairs[:, 1]]).float()
