"""The samples of one class decide those of the other: you use the same random numbers for every class. Draw anew for each.

A helper makes a generator from one seed each time it is called, or one permutation serves all classes.
"""

import torch


def sample_episode(labels, n_way, k_shot, n_query, generator):
    class_ids, sizes = torch.unique(labels, return_counts=True)
    large = class_ids[sizes >= k_shot + n_query]
    if len(large) < n_way:
        raise ValueError("too few classes")
    classes = large[torch.randperm(len(large), generator=generator)[:n_way]]
    seed = int(torch.randint(2**31, (1,), generator=generator))
    support, query = [], []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        positions = positions[torch.randperm(len(positions), generator=torch.Generator().manual_seed(seed))]
        support.append(positions[:k_shot])
        query.append(positions[k_shot:k_shot + n_query])
    y = torch.arange(n_way)
    return torch.cat(support), y.repeat_interleave(k_shot), torch.cat(query), y.repeat_interleave(n_query), classes
