"""You draw both samples of a same-class pair from the whole class, so that one can be paired with itself. Draw the second from the others.

randint twice. The two embeddings are then identical, and there is nothing to learn.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    i, j, same = [], [], []
    while len(i) < n_pairs:
        a, b = torch.randint(len(labels), (2,), generator=generator).tolist()
        if bool(labels[a] == labels[b]) == (len(i) < n_pairs // 2):
            i.append(a), j.append(b), same.append(len(i) <= n_pairs // 2)
    return tuple(torch.tensor(part, device=labels.device) for part in (i, j, same))
