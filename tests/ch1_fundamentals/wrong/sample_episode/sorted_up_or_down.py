"""You sort the classes and sometimes turn the list around; a middle class then always gets a middle label.

A shuffle replaced by a coin: with two classes it makes both orders, so that a small test sees nothing.
"""

import torch


def sample_episode(labels, n_way, k_shot, n_query, generator):
    class_ids, sizes = torch.unique(labels, return_counts=True)
    large = class_ids[sizes >= k_shot + n_query]
    if len(large) < n_way:
        raise ValueError("too few classes")
    classes = large[torch.randperm(len(large), generator=generator)[:n_way]].sort().values
    if torch.rand(1, generator=generator) < 0.5:
        classes = classes.flip(0)
    support, query = [], []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        positions = positions[torch.randperm(len(positions), generator=generator)]
        support.append(positions[:k_shot])
        query.append(positions[k_shot:k_shot + n_query])
    y = torch.arange(n_way)
    return torch.cat(support), y.repeat_interleave(k_shot), torch.cat(query), y.repeat_interleave(n_query), classes
