"""numpy's generator, seeded with a number drawn from the one handed in.

The anchor is any sample that has a partner; `same` is uint8, the positions int32.
"""

import numpy as np
import torch


def make_pairs(labels, n_pairs, generator):
    source = np.random.default_rng(int(torch.randint(2**40, (1,), generator=generator)))
    y = labels.cpu().numpy()
    partners = [np.flatnonzero((y == label) & (np.arange(len(y)) != k)) for k, label in enumerate(y)]
    strangers = [np.flatnonzero(y != label) for label in y]
    half = n_pairs // 2
    firsts = source.choice([k for k, others in enumerate(partners) if len(others)], half).tolist()
    seconds = [int(source.choice(partners[k])) for k in firsts]
    firsts += source.integers(len(y), size=half).tolist()
    seconds += [int(source.choice(strangers[k])) for k in firsts[half:]]
    i, j = (torch.tensor(part, dtype=torch.int32, device=labels.device) for part in (firsts, seconds))
    return i, j, torch.tensor([1] * half + [0] * half, dtype=torch.uint8, device=labels.device)
