"""You split each class into two fixed halves, one for support and one for query; two samples of one half then never come together.

A training and a test half of each class, drawn by lot which is which; small classes are taken as a whole.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    class_ids, sizes = torch.unique(labels, return_counts=True)
    is_large = sizes >= k_shot + n_query
    large = class_ids[is_large]
    if len(large) < n_way:
        raise ValueError("too few classes with enough samples")
    classes = large[torch.randperm(len(large), generator=generator)[:n_way]]
    support, query = [], []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        positions = positions[torch.randperm(len(positions), generator=generator)]
        is_even = labels.eq(class_id).cumsum(0)[positions] % 2 == torch.randint(2, (1,), generator=generator)
        if is_even.sum() >= k_shot and (~is_even).sum() >= n_query:
            support.append(positions[is_even][:k_shot])
            query.append(positions[~is_even][:n_query])
        else:
            support.append(positions[:k_shot])
            query.append(positions[k_shot : k_shot + n_query])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return torch.cat(support), support_y, torch.cat(query), query_y, classes
