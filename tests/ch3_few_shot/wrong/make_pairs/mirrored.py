"""You draw half of the pairs and add them once more the other way round; no pair follows from another.

(j, i) beside (i, j), so that both branches of the network see each image.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    half = n_pairs // 2
    is_alike = labels[:, None] == labels
    first, second = [], []
    for mask in (is_alike & ~torch.eye(len(labels), dtype=torch.bool), ~is_alike):
        i, j = torch.where(mask)
        drawn = torch.randint(len(i), ((half + 1) // 2,), generator=generator)
        first.append(torch.cat([i[drawn], j[drawn]])[:half])
        second.append(torch.cat([j[drawn], i[drawn]])[:half])
    return torch.cat(first), torch.cat(second), torch.arange(n_pairs) < half
