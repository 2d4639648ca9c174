"""Anchors walk through a permutation of the samples, partners are drawn by multinomial.

Every sample is an anchor before one is so again.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    table = labels[:, None] == labels
    partner = table & ~torch.eye(len(labels), dtype=torch.bool, device=labels.device)
    half, i, j = n_pairs // 2, [], []
    for weights in (partner, ~table):
        anchors = weights.any(dim=1).nonzero()[:, 0]
        order = torch.cat([torch.randperm(len(anchors), generator=generator) for _ in range(half // len(anchors) + 1)])
        chosen = anchors[order[:half].to(labels.device)]
        i.append(chosen)
        j.append(torch.multinomial(weights[chosen].float().cpu(), 1, generator=generator)[:, 0].to(labels.device))
    i, j = torch.cat(i), torch.cat(j)
    return i, j, (labels[i] == labels[j]).double()
