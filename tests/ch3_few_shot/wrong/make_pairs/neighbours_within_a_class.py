"""You pair each sample with the next one of its class. Any two samples of a class can come.

mine[k], mine[k + 1].
"""

import torch


def make_pairs(labels, n_pairs, generator):
    ids, sizes = labels.unique(return_counts=True)
    half, i, j = n_pairs // 2, [], []
    for number in range(n_pairs):
        if number < half:
            large = ids[sizes > 1]
            mine = (labels == large[torch.randint(len(large), (1,), generator=generator)[0]]).nonzero()[:, 0]
            k = int(torch.randint(len(mine) - 1, (1,), generator=generator))
            a, b = mine[k], mine[k + 1]
        else:
            a = torch.randint(len(labels), (1,), generator=generator)[0].to(labels.device)
            others = (labels != labels[a]).nonzero()[:, 0]
            b = others[torch.randint(len(others), (1,), generator=generator)[0]]
        i.append(a), j.append(b)
    i, j = torch.stack(i), torch.stack(j)
    return i, j, labels[i] == labels[j]
