"""NumPy's Generator, seeded with a number from the generator; the result has dtype int32.

Right: any integer dtype will do, and random.choice raises ValueError by itself if too few classes are
there.
"""

import numpy as np
import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    rng = np.random.default_rng(int(torch.randint(2**62, (1,), generator=generator)))
    array = labels.cpu().numpy()
    class_ids, sizes = np.unique(array, return_counts=True)
    classes = rng.choice(class_ids[sizes >= k_shot + n_query], n_way, replace=False)
    n_samples = k_shot + n_query
    drawn = np.stack([rng.choice(np.flatnonzero(array == c), n_samples, replace=False) for c in classes])
    support_idx, query_idx = np.split(drawn, [k_shot], axis=1)
    support_y, query_y = np.indices(support_idx.shape)[0], np.indices(query_idx.shape)[0]
    parts = (support_idx, support_y, query_idx, query_y, classes)
    return tuple(torch.from_numpy(part.astype(np.int32).ravel()).to(labels.device) for part in parts)
